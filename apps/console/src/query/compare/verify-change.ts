import type { ComparedOperation, PeriodComparison, PeriodSearch } from '../../contract/compare.ts'
import type { Figures } from '../../contract/figures.ts'
import type {
  ChangeResult,
  ChangeSearch,
  Evidence,
  Interval,
  VerifiedOperation,
} from '../../contract/verdict.ts'
import type { SpanAnalysisReader } from '../../model/span-analysis-reader.ts'
import { QueryError } from '../query-error.ts'
import { toCondition } from '../span-search.ts'
import { comparePeriods, type PeriodReaders } from './compare-periods.ts'
import { type HistogramLevel, quantileInterval, shareInterval } from './intervals.ts'
import { judge, type Sample } from './verdict.ts'

/** Services and kinds of spans with one name. */
const maxOperations = 5
const levelsOfOctave = 8

/**
 * Whether an operation became better or worse between two runs or time ranges, with the evidence.
 * The verdict of the result is that of the largest operation of this name.
 * @throws QueryError
 */
export async function verifyChange(
  readers: PeriodReaders,
  search: ChangeSearch,
  nowMillis = Date.now(),
): Promise<ChangeResult> {
  const { operation, service } = search
  const named = { operation, ...(service !== undefined && { service }) }
  const { period, baseline, operations } = await comparePeriods(
    readers,
    { ...named, ...readSides(search) },
    nowMillis,
  )
  const size = ({ now, before }: ComparedOperation) => now.count + before.count
  const largest = [...operations].sort((a, b) => size(b) - size(a)).slice(0, maxOperations)
  const verified: VerifiedOperation[] = []
  for (const one of largest) {
    const [levels, levelsBefore] = await Promise.all([
      readLevels(readers.analysis, one, period),
      readLevels(readers.analysis, one, baseline),
    ])
    verified.push(
      verify(one, { figures: one.now, levels }, { figures: one.before, levels: levelsBefore }),
    )
  }
  return {
    verdict: verified[0]?.verdict ?? 'not enough data',
    ...{ period, baseline, operations: verified },
    ...(verified.length === 0 && {
      hint: `No span is named ${JSON.stringify(operation)} in either period: list_operations returns the names`,
    }),
  }
}

const example = '2026-01-31T09:00:00Z/2026-01-31T09:15:00Z'

/** @throws QueryError unless both sides are runs or both are time ranges */
function readSides({ now, before }: ChangeSearch): PeriodSearch {
  const [range, rangeBefore] = [readRange('now', now), readRange('before', before)]
  if (range && rangeBefore)
    return { ...range, baselineStart: rangeBefore.start, baselineEnd: rangeBefore.end }
  if (!range && !rangeBefore) return { run: now, baselineRun: before }
  throw new QueryError(
    'CON_QUERY_INVALID',
    `before and now must both be runs (instanceId of list_runs) or both time ranges such as ${example}`,
  )
}

function readRange(name: string, text: string) {
  const [start = '', end, ...more] = text.split('/')
  if (end === undefined) return undefined
  const isTime = (time: string) => /^\d{4}-\d\d-\d\dT/.test(time) && !Number.isNaN(Date.parse(time))
  if (more.length > 0 || !isTime(start) || !isTime(end))
    throw new QueryError(
      'CON_QUERY_INVALID',
      `${name} must be a run (instanceId of list_runs) or a time range such as ${example} (got ${JSON.stringify(text)})`,
    )
  return { start, end }
}

async function readLevels(
  analysis: SpanAnalysisReader,
  { service, operation, kind }: ComparedOperation,
  { startUnixNano, endUnixNano, run }: PeriodComparison['period'],
): Promise<HistogramLevel[]> {
  const range = { fromNano: BigInt(startUnixNano), toNano: BigInt(endUnixNano) }
  const condition = toCondition({
    ...{ service, operation, ...(run !== undefined && { run }) },
    condition: { op: 'compare', field: { kind: 'span-kind' }, comparison: '=', value: kind },
  })
  const steps = { startNano: range.fromNano, stepNano: range.toNano - range.fromNano }
  const cells = await analysis.heatmap({ range, condition }, steps)
  return cells
    .map(({ level, count }) => ({
      count,
      from: level <= 0 ? 0 : 2 ** (level / levelsOfOctave),
      to: 2 ** ((level + 1) / levelsOfOctave),
    }))
    .sort((a, b) => a.from - b.from)
}

function verify(one: ComparedOperation, now: Sample, before: Sample): VerifiedOperation {
  const { service, operation, kind } = one
  const { verdict, ...verdicts } = judge(now, before)
  const reason = explain(verdicts, now.figures, before.figures)
  return {
    ...{ service, operation, kind, verdict, reason, verdicts },
    ...{ now: toEvidence(now), before: toEvidence(before) },
  }
}

function explain(verdicts: VerifiedOperation['verdicts'], now: Figures, before: Figures): string {
  const rate = ({ count, errorCount }: Figures) =>
    `${count === 0 ? 0 : Number(((100 * errorCount) / count).toFixed(1))}%`
  const millis = (nano: string) => `${Number((Number(nano) / 1e6).toPrecision(3))} ms`
  const parts = [
    `${before.count} → ${now.count} spans`,
    `error rate ${rate(before)} → ${rate(now)}: ${verdicts.errors}`,
    `P50 ${millis(before.p50Nano)} → ${millis(now.p50Nano)}: ${verdicts.p50}`,
    `P95 ${millis(before.p95Nano)} → ${millis(now.p95Nano)}: ${verdicts.p95}`,
  ]
  if (now.estimated || before.estimated) parts.push('sampled spans: intervals are wider than shown')
  return parts.join('; ')
}

function toEvidence({ figures, levels }: Sample): Evidence {
  const { count, errorCount, estimated, p50Nano, p95Nano } = figures
  const rate = shareInterval(errorCount, count)
  return {
    ...{ count, errorCount, errorRate: count === 0 ? 0 : errorCount / count },
    ...{ errorRateLow: rate.low, errorRateHigh: rate.high },
    ...{ p50Nano, p50: toNanos(levels, 0.5), p95Nano, p95: toNanos(levels, 0.95), estimated },
  }
}

function toNanos(levels: readonly HistogramLevel[], quantile: number): Interval {
  const { low, high } = quantileInterval(levels, quantile)
  return {
    lowNano: String(Math.floor(low)),
    ...(Number.isFinite(high) && { highNano: String(Math.ceil(high)) }),
  }
}
