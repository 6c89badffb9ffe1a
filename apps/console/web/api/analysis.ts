import type {
  AttributeList,
  AttributeSearch,
  CompareResult,
  CompareSearch,
  CountResult,
  CountSearch,
  HeatmapResult,
  HeatmapSearch,
  ValueList,
} from '../../src/contract/analysis.ts'
import type { PeriodComparison, PeriodSearch } from '../../src/contract/compare.ts'
import { getWithQuery } from './client.ts'

export function countSpans(search: CountSearch, signal: AbortSignal): Promise<CountResult> {
  return getWithQuery('spans/count', search, signal)
}

export function getHeatmap(search: HeatmapSearch, signal: AbortSignal): Promise<HeatmapResult> {
  return getWithQuery('spans/heatmap', search, signal)
}

export function compareBox(search: CompareSearch, signal: AbortSignal): Promise<CompareResult> {
  return getWithQuery('spans/compare', search, signal)
}

export function comparePeriods(
  search: PeriodSearch,
  signal: AbortSignal,
): Promise<PeriodComparison> {
  return getWithQuery('compare', search, signal)
}

export function listAttributes(
  search: AttributeSearch,
  signal: AbortSignal,
): Promise<AttributeList> {
  return getWithQuery('attributes', search, signal)
}

export function listAttributeValues(
  key: string,
  search: AttributeSearch,
  signal: AbortSignal,
): Promise<ValueList> {
  return getWithQuery(`attributes/${encodeURIComponent(key)}/values`, search, signal)
}
