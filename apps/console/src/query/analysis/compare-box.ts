import type {
  ComparedAttribute,
  CompareResult,
  CompareSearch,
  ValueShare,
} from '../../contract/analysis.ts'
import type { ComparedValue, SpanAnalysisReader } from '../../model/span-analysis-reader.ts'
import { parseDuration } from '../duration.ts'
import { timeRange } from '../time-range.ts'
import { spanSet } from './span-set.ts'

const sampleSize = 20_000
const maxAttributes = 30
const maxUInt64 = 2n ** 64n - 1n

/**
 * Ranks fields and attributes by how differently their values spread inside a box of the heatmap and
 * outside of it. Keys with a different value on nearly every span, such as IDs, do not distinguish
 * and are left out.
 * @throws QueryError
 */
export async function compareBox(
  reader: SpanAnalysisReader,
  search: CompareSearch,
  nowMillis = Date.now(),
): Promise<CompareResult> {
  const spans = spanSet(search, nowMillis)
  const box = {
    range: timeRange({ start: search.boxStart, end: search.boxEnd }, nowMillis),
    minDurationNano: parseDuration(search.boxMinDuration ?? '0ns', 'boxMinDuration'),
    maxDurationNano:
      search.boxMaxDuration === undefined
        ? maxUInt64
        : parseDuration(search.boxMaxDuration, 'boxMaxDuration'),
  }
  const sizes = await reader.boxSizes(spans, box)
  const counts = {
    selectedCount: sizes.selectedWeight,
    baselineCount: sizes.restWeight,
    estimated: sizes.estimated,
  }
  if (sizes.selected === 0) return { ...counts, attributes: [] }
  const selected = Math.max(1, Math.ceil(sizes.selected / sampleSize))
  const rest = Math.max(1, Math.ceil(sizes.rest / sampleSize))
  const sampled = {
    selectedSize: Math.max(1, sizes.selectedWeight / selected),
    restSize: Math.max(1, sizes.restWeight / rest),
  }
  const values = await reader.compareValues(spans, box, { selected, rest, ...sampled })
  const attributes = [...Map.groupBy(values, ({ key }) => key)]
    .filter(([, of]) => isInformative(of))
    .map(([key, of]) => toAttribute(key, of, sampled))
    .filter(({ score }) => score > 0.01)
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1))
  return { ...counts, attributes: attributes.slice(0, maxAttributes) }
}

function isInformative(values: readonly ComparedValue[]): boolean {
  const [first] = values
  if (first === undefined) return false
  return first.valueCount <= 20 || first.valueCount < first.keySpans / 2
}

function toAttribute(
  key: string,
  found: readonly ComparedValue[],
  { selectedSize, restSize }: { readonly selectedSize: number; readonly restSize: number },
): ComparedAttribute {
  const share = (part: number, whole: number) => Math.min(1, part / whole)
  const values: ValueShare[] = found.map(({ value, selected, rest }) => ({
    value,
    selectedShare: share(selected, selectedSize),
    baselineShare: share(rest, restSize),
  }))
  const has = {
    selected: share(found[0]?.keySelected ?? 0, selectedSize),
    rest: share(found[0]?.keyRest ?? 0, restSize),
  }
  // Sample sizes are approximate: a missing share below 2% is ignored.
  if (has.selected < 0.98 || has.rest < 0.98)
    values.push({ value: null, selectedShare: 1 - has.selected, baselineShare: 1 - has.rest })
  values.sort((a, b) => difference(b) - difference(a))
  const [top] = values
  return { key, score: top === undefined ? 0 : difference(top), values }
}

function difference({ selectedShare, baselineShare }: ValueShare): number {
  return Math.abs(selectedShare - baselineShare)
}
