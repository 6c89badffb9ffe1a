import type { SegmentReader, SegmentTracePosition } from '../../model/segment-reader.ts'
import { callStatistics } from './call-statistics.ts'
import { type CallRange, countCalls, type PeriodCalls } from './count-calls.ts'
import { GroupError } from './group-error.ts'
import type { Call } from './trace-facts.ts'
import { searchTraceFacts } from './trace-summaries.ts'

/** Maximum number of traces that are read for a group. */
const maxTraces = 20_000
const tracesPerPage = 2_000

/**
 * The calls of a group: reads each trace that matches its filter expression. Without an expression,
 * the store counts all calls.
 * @throws GroupError when the group has too many traces
 */
export async function countCallsOfGroup(
  reader: SegmentReader,
  filterExpression: string,
  range: CallRange,
): Promise<PeriodCalls[]> {
  if (filterExpression === '') return countCalls(reader, range)
  const counted: PeriodCalls[] = []
  let processed = 0
  let after: SegmentTracePosition | undefined
  do {
    const page = await searchTraceFacts(reader, {
      ...{ fromNano: range.fromNano, toNano: range.toNano, filterExpression },
      ...(after && { after }),
      limit: tracesPerPage,
    })
    counted.push(
      ...page.traces.flatMap(({ calls }) =>
        calls.filter(startsIn(range)).map(ofPeriod(range.periodSeconds)),
      ),
    )
    processed += page.tracesProcessed
    after = page.next
    if (processed > maxTraces)
      throw new GroupError(
        `More than ${maxTraces} traces in this time: choose a shorter one, or the default group`,
      )
  } while (after !== undefined)
  return counted
}

const startsIn =
  ({ fromNano, toNano }: CallRange) =>
  ({ startNano }: Call) =>
    BigInt(startNano) >= fromNano && BigInt(startNano) < toNano

const ofPeriod =
  (periodSeconds: number) =>
  ({ from, to, startNano, facts }: Call): PeriodCalls => {
    const seconds = Number(BigInt(startNano) / 1_000_000_000n)
    const startSeconds = seconds - (seconds % periodSeconds)
    return { from, to, startSeconds, calls: callStatistics(facts) }
  }
