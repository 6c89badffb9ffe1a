import { setTimeout as wait } from 'node:timers/promises'
import type { ConsoleClient } from '../../client/console-client.ts'
import type { TraceSummary } from '../../contract/traces.ts'
import { renderJsonLine } from '../render/json.ts'
import { createTraceTable } from '../render/trace-list.ts'
import type { Terminal } from '../terminal.ts'
import { type TraceFilters, toTraceSearch } from './trace-filters.ts'

const POLL_MILLIS = 1_000
const LAST_TRACES = 10
const POLLED_TRACES = 500
const MAX_REMEMBERED = 20_000

/**
 * Prints the last traces and then each new one, oldest first, until it is stopped. A trace is
 * printed when two looks in a row saw the same spans, because its services send at their own times.
 */
export async function tailTraces(
  client: ConsoleClient,
  terminal: Terminal,
  options: TraceFilters,
): Promise<never> {
  const search = { ...toTraceSearch(options), limit: POLLED_TRACES }
  const printed = new Set<string>()
  const spanCounts = new Map<string, number>()
  const { traces } = await client.searchTraces(search)
  const last = traces.slice(0, options.limit ?? LAST_TRACES).reverse()
  const table = createTraceTable(last, terminal)
  const print = (trace: TraceSummary) =>
    terminal.print(options.json ? renderJsonLine(trace) : table.row(trace))

  if (!options.json) terminal.print(table.heading)
  for (const trace of last) print(trace)
  for (const { traceId } of traces) printed.add(traceId)

  for (;;) {
    await wait(POLL_MILLIS)
    const polled = (await client.searchTraces(search)).traces
    for (const trace of polled.filter(({ traceId }) => !printed.has(traceId)).reverse()) {
      if (spanCounts.get(trace.traceId) === trace.spanCount) {
        print(trace)
        printed.add(trace.traceId)
        spanCounts.delete(trace.traceId)
      } else spanCounts.set(trace.traceId, trace.spanCount)
    }
    forgetOldest(printed)
  }
}

function forgetOldest(printed: Set<string>): void {
  for (const traceId of printed) {
    if (printed.size <= MAX_REMEMBERED) return
    printed.delete(traceId)
  }
}
