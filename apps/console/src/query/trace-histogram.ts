import type { TraceHistogram, TraceHistogramSearch } from '../contract/histogram.ts'
import type { TraceListReader } from '../model/trace-list-reader.ts'
import { timeSteps } from './analysis/time-steps.ts'
import { toCondition } from './span-search.ts'
import { chartRange } from './time-range.ts'

const defaultSteps = 60

/**
 * Number of matching traces over time, each at its newest match. Without a start it begins with the
 * earliest stored span.
 * @throws QueryError
 */
export async function traceHistogram(
  reader: TraceListReader,
  { steps: maxSteps = defaultSteps, ...search }: TraceHistogramSearch,
  nowMillis = Date.now(),
): Promise<TraceHistogram> {
  const requested = chartRange(search, nowMillis)
  const oldestNano = requested.fromNano > 0n ? requested.fromNano : await reader.oldestSpanNano()
  const range = {
    ...requested,
    fromNano: oldestNano < requested.toNano ? oldestNano : requested.fromNano,
  }
  const steps = timeSteps(range, maxSteps)
  const rows = await reader.countTraces({
    ...{ range, steps },
    condition: toCondition(search),
    withoutErrors: search.status === 'ok',
  })
  const byStep = new Map(rows.map((row) => [row.step, row]))
  // Clocks may run ahead; where none does, the chart ends now.
  const now = Number((BigInt(nowMillis) * 1_000_000n - steps.startNano) / steps.stepNano)
  const stepCount =
    search.end === undefined
      ? Math.min(steps.stepCount, Math.max(1, now + 1, (rows.at(-1)?.step ?? 0) + 1))
      : steps.stepCount
  const column = (name: 'count' | 'errorCount') =>
    Array.from({ length: stepCount }, (_, step) => byStep.get(step)?.[name] ?? 0)
  return {
    startUnixNano: String(steps.startNano),
    stepNano: String(steps.stepNano),
    stepCount,
    counts: column('count'),
    errorCounts: column('errorCount'),
  }
}
