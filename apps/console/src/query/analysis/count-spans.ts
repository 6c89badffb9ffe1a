import type { CountResult, CountSearch, CountSeries } from '../../contract/analysis.ts'
import {
  noFigures,
  type SpanAnalysisReader,
  type StepFigures,
} from '../../model/span-analysis-reader.ts'
import { describeField } from '../../query-language/fields.ts'
import { attributeHints, attributeKeys } from '../attribute-hints.ts'
import type { SpanSearch } from '../span-search.ts'
import { spanSet } from './span-set.ts'
import { timeSteps } from './time-steps.ts'

const defaultGroups = 10
const defaultSteps = 60

/**
 * COUNT, error count and percentiles of duration over time, split by any field.
 * @throws QueryError
 */
export async function countSpans(
  reader: SpanAnalysisReader,
  search: CountSearch & SpanSearch,
  nowMillis = Date.now(),
): Promise<CountResult> {
  const spans = spanSet(search, nowMillis)
  const steps = timeSteps(spans.range, search.steps ?? defaultSteps)
  const by =
    search.by === undefined || search.by === '' ? undefined : describeField(search.by).field
  const groups = by ? await reader.countGroups(spans, by, search.limit ?? defaultGroups) : []
  const keys = groups.map(({ key }) => key)
  const byKey = Map.groupBy(await reader.countSteps(spans, by, keys, steps), ({ key }) => key)
  const series = (key: string | null) => toSeries(byKey.get(key) ?? [], steps.stepCount)
  const all = series(null)
  const isUngrouped = by?.kind === 'attribute' && groups.every(({ key }) => key === '')
  const missing = [
    ...(all.total.count === 0 ? attributeKeys(spans.condition) : []),
    ...(isUngrouped ? [by.key] : []),
  ]
  const hints = await attributeHints(reader, spans.range, missing)
  return {
    startUnixNano: String(steps.startNano),
    stepNano: String(steps.stepNano),
    stepCount: steps.stepCount,
    all,
    groups: groups.map(({ key }) => ({ value: key === '' ? null : key.slice(1), ...series(key) })),
    groupCount: groups[0]?.groupCount ?? 0,
    ...(hints.length > 0 && { hints }),
  }
}

function toSeries(steps: readonly StepFigures[], stepCount: number): CountSeries {
  const byStep = new Map(steps.map((figures) => [figures.step, figures]))
  const column = <Value>(read: (figures: StepFigures) => Value, without: Value): Value[] =>
    Array.from({ length: stepCount }, (_, step) => {
      const figures = byStep.get(step)
      return figures === undefined ? without : read(figures)
    })
  const { count, errorCount, estimated, p50Nano, p95Nano, p99Nano } = byStep.get(null) ?? noFigures
  return {
    total: { count, errorCount, estimated, p50Nano, p95Nano, p99Nano },
    counts: column(({ count }) => count, 0),
    errorCounts: column(({ errorCount }) => errorCount, 0),
    p50Nanos: column<string | null>(({ p50Nano }) => p50Nano, null),
    p95Nanos: column<string | null>(({ p95Nano }) => p95Nano, null),
    p99Nanos: column<string | null>(({ p99Nano }) => p99Nano, null),
  }
}
