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
} from '../../src/api/contract-analysis.ts'
import type { PeriodComparison, PeriodSearch } from '../../src/api/contract-compare.ts'
import { ask } from './client.ts'

export function countSpans(search: CountSearch, signal: AbortSignal): Promise<CountResult> {
  return ask('spans/count', search, signal)
}

export function getHeatmap(search: HeatmapSearch, signal: AbortSignal): Promise<HeatmapResult> {
  return ask('spans/heatmap', search, signal)
}

export function compareBox(search: CompareSearch, signal: AbortSignal): Promise<CompareResult> {
  return ask('spans/compare', search, signal)
}

export function comparePeriods(
  search: PeriodSearch,
  signal: AbortSignal,
): Promise<PeriodComparison> {
  return ask('compare', search, signal)
}

export function listAttributes(
  search: AttributeSearch,
  signal: AbortSignal,
): Promise<AttributeList> {
  return ask('attributes', search, signal)
}

export function listAttributeValues(
  key: string,
  search: AttributeSearch,
  signal: AbortSignal,
): Promise<ValueList> {
  return ask(`attributes/${encodeURIComponent(key)}/values`, search, signal)
}
