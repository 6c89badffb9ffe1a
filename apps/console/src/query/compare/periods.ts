import type { PeriodSearch } from '../../contract/compare.ts'
import type { Run } from '../../contract/runs.ts'
import type { RunReader } from '../../model/run-reader.ts'
import type { TimeRange } from '../../model/telemetry-reader.ts'
import { parseDuration } from '../duration.ts'
import { QueryError } from '../query-error.ts'
import { timeRange, withDefaultStart } from '../time-range.ts'

/** One side of a comparison. */
export interface Period {
  readonly range: TimeRange
  readonly run?: string
}

const secondNanos = 1_000_000_000n
const everything: TimeRange = { fromNano: 0n, toNano: 2n ** 63n - 1n }
const maxRuns = 500

/**
 * The requested period and its baseline. A run without a time range means its whole
 * time, and is compared with the run of the same service before it.
 * @throws QueryError
 */
export async function readPeriods(
  reader: RunReader,
  search: PeriodSearch,
  nowMillis: number,
): Promise<{ readonly period: Period; readonly baseline: Period }> {
  const run =
    search.run === undefined ? undefined : await getRun(reader, search.run, search.service)
  const range = run && !hasTime(search) ? rangeOf(run) : requestedRange(search, nowMillis)
  const period = { range, ...(run && { run: run.instanceId }) }
  const { baselineStart: start, baselineEnd: end } = search
  if (start !== undefined || end !== undefined) {
    if (start === undefined || end === undefined)
      throw new QueryError(
        'CON_QUERY_INVALID',
        'baselineStart and baselineEnd must be set together',
      )
    const baseline = { range: timeRange({ start, end }, nowMillis) }
    const baselineRun = search.baselineRun ?? run?.instanceId
    return {
      period,
      baseline: { ...baseline, ...(baselineRun !== undefined && { run: baselineRun }) },
    }
  }
  if (search.baselineRun !== undefined || (run && search.baselineShift === undefined)) {
    const baselineRun =
      search.baselineRun === undefined && run
        ? await getRunBefore(reader, run)
        : await getRun(reader, search.baselineRun ?? '', search.service)
    return { period, baseline: { range: rangeOf(baselineRun), run: baselineRun.instanceId } }
  }
  const shiftNano =
    search.baselineShift === undefined
      ? range.toNano - range.fromNano
      : parseDuration(search.baselineShift, 'baselineShift')
  const baseline = { fromNano: range.fromNano - shiftNano, toNano: range.toNano - shiftNano }
  if (baseline.fromNano < 0n)
    throw new QueryError('CON_QUERY_INVALID', 'No earlier period exists: set since or start')
  return { period, baseline: { range: baseline, ...(run && { run: run.instanceId }) } }
}

function hasTime({ since, start, end }: PeriodSearch): boolean {
  return since !== undefined || start !== undefined || end !== undefined
}

/** Up to now, not beyond it: both periods must be of one length. */
function requestedRange(search: PeriodSearch, nowMillis: number): TimeRange {
  const { end = new Date(nowMillis).toISOString() } = search
  return timeRange({ ...withDefaultStart(search, nowMillis), end }, nowMillis)
}

async function getRun(
  reader: RunReader,
  instanceId: string,
  service: string | undefined,
): Promise<Run> {
  const [run] = await reader.listRuns({
    ...{ range: everything, instanceId, limit: 1 },
    ...(service !== undefined && { service }),
  })
  if (run === undefined) throw new QueryError('CON_QUERY_NO_SUCH_RUN', 'Run not found')
  return run
}

async function getRunBefore(reader: RunReader, run: Run): Promise<Run> {
  const { service } = run
  const runs = await reader.listRuns({ range: everything, service, limit: maxRuns })
  const index = runs.findIndex(({ instanceId }) => instanceId === run.instanceId)
  const before =
    index === -1 ? undefined : runs.slice(index + 1).find(({ requestCount }) => requestCount > 0)
  if (before === undefined)
    throw new QueryError(
      'CON_QUERY_NO_SUCH_RUN',
      `No earlier run of ${service} with requests is stored: choose a baseline`,
    )
  return before
}

/** From its first span to the second of its last. */
function rangeOf({ firstSeenUnixNano, lastSeenUnixNano }: Run): TimeRange {
  return {
    fromNano: BigInt(firstSeenUnixNano),
    toNano: (BigInt(lastSeenUnixNano) / secondNanos + 1n) * secondNanos,
  }
}
