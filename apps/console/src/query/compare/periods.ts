import type { RunReader, RunRow } from '../../model/run-reader.ts'
import type { TimeRange } from '../../model/telemetry-reader.ts'
import { parseDuration } from '../duration.ts'
import { QueryError } from '../query-error.ts'
import type { SpanSearch } from '../span-search.ts'
import { timeRange } from '../time-range.ts'

export interface PeriodSearch extends SpanSearch {
  /** What to compare with: ISO 8601 both, the end not included; */
  readonly baseStart?: string
  readonly baseEnd?: string
  /** or a run, by its `service.instance.id`; */
  readonly baseRun?: string
  /** or the same time so long before, such as `1d`. The time just before when nothing is said. */
  readonly baseShift?: string
  readonly limit?: number
}

/** One side of a comparison. */
export interface Period {
  readonly range: TimeRange
  readonly run?: string
}

const defaultSince = '1h'
const secondNanos = 1_000_000_000n
const everything: TimeRange = { fromNano: 0n, toNano: 2n ** 63n - 1n }
const mostRuns = 500

/**
 * The period that is asked for and the one to compare it with. A run without a time is its whole
 * time, and is compared with the run of the same service before it.
 * @throws QueryError
 */
export async function readPeriods(
  reader: RunReader,
  search: PeriodSearch,
  nowMillis: number,
): Promise<{ readonly period: Period; readonly base: Period }> {
  const run =
    search.run === undefined ? undefined : await getRun(reader, search.run, search.service)
  const range = run && !hasTime(search) ? rangeOf(run) : askedRange(search, nowMillis)
  const period = { range, ...(run && { run: run.instanceId }) }
  const { baseStart: start, baseEnd: end } = search
  if (start !== undefined || end !== undefined) {
    if (start === undefined || end === undefined)
      throw new QueryError('CON_QUERY_INVALID', 'baseStart and baseEnd go together')
    const base = { range: timeRange({ start, end }, nowMillis) }
    const baseRun = search.baseRun ?? run?.instanceId
    return { period, base: { ...base, ...(baseRun !== undefined && { run: baseRun }) } }
  }
  if (search.baseRun !== undefined || (run && search.baseShift === undefined)) {
    const baseRun =
      search.baseRun === undefined && run
        ? await getRunBefore(reader, run)
        : await getRun(reader, search.baseRun ?? '', search.service)
    return { period, base: { range: rangeOf(baseRun), run: baseRun.instanceId } }
  }
  const shiftNano =
    search.baseShift === undefined ? range.toNano - range.fromNano : parseDuration(search.baseShift)
  const base = { fromNano: range.fromNano - shiftNano, toNano: range.toNano - shiftNano }
  if (base.fromNano < 0n)
    throw new QueryError(
      'CON_QUERY_INVALID',
      'There is no time before this one: name since or start',
    )
  return { period, base: { range: base, ...(run && { run: run.instanceId }) } }
}

function hasTime({ since, start, end }: PeriodSearch): boolean {
  return since !== undefined || start !== undefined || end !== undefined
}

/** Up to now, not beyond it: both periods must be of one length. */
function askedRange(search: PeriodSearch, nowMillis: number): TimeRange {
  const { since, start, end = new Date(nowMillis).toISOString() } = search
  const asked = since === undefined && start === undefined ? { since: defaultSince } : {}
  return timeRange({ ...asked, ...(since && { since }), ...(start && { start }), end }, nowMillis)
}

async function getRun(
  reader: RunReader,
  instanceId: string,
  service: string | undefined,
): Promise<RunRow> {
  const [run] = await reader.listRuns({
    ...{ range: everything, instanceId, limit: 1 },
    ...(service !== undefined && { service }),
  })
  if (run === undefined)
    throw new QueryError('CON_QUERY_NO_SUCH_RUN', 'Nothing of this run is kept here')
  return run
}

async function getRunBefore(reader: RunReader, run: RunRow): Promise<RunRow> {
  const { service } = run
  const runs = await reader.listRuns({ range: everything, service, limit: mostRuns })
  const index = runs.findIndex(({ instanceId }) => instanceId === run.instanceId)
  const before = runs[index + 1]
  if (index === -1 || before === undefined)
    throw new QueryError(
      'CON_QUERY_NO_SUCH_RUN',
      `This is the first run of ${service} that is kept: name what to compare it with`,
    )
  return before
}

/** From its first span to the second of its last. */
function rangeOf({ firstSeenUnixNano, lastSeenUnixNano }: RunRow): TimeRange {
  return {
    fromNano: BigInt(firstSeenUnixNano),
    toNano: (BigInt(lastSeenUnixNano) / secondNanos + 1n) * secondNanos,
  }
}
