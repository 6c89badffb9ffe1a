import type { ConsoleClient } from '../../client/console-client.ts'
import type { TraceSearch } from '../../contract/traces.ts'
import { noteHints } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import { createTraceTable } from '../render/trace-list.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'
import { type TraceFilters, toTraceSearch } from './trace-filters.ts'

export async function listTraces(
  client: ConsoleClient,
  terminal: Terminal,
  options: TraceFilters,
): Promise<void> {
  const search = toTraceSearch(options)
  const result = await client.searchTraces(search)
  if (result.traces.length === 0) await requireKnown(client, search)
  if (options.json) return terminal.print(renderJson(result))
  noteHints(result, terminal)
  if (result.traces.length === 0) return terminal.note(emptyNote(search))
  const table = createTraceTable(result.traces, terminal)
  terminal.print(table.heading)
  for (const trace of result.traces) terminal.print(table.row(trace))
  if (result.nextCursor !== undefined)
    terminal.note(`More traces match; use --limit ${nextLimit(options.limit)} to show more.`)
}

/** An empty result is an error when a name is misspelled, not when no trace matches. */
async function requireKnown(client: ConsoleClient, { service, operation }: TraceSearch) {
  if (service === undefined) return
  const { services } = await client.listServices()
  const known = services.map(({ name }) => name)
  if (!known.includes(service)) throw unknownName('service', service, known)
  if (operation === undefined) return
  const { operations } = await client.listOperations(service)
  const names = [...new Set(operations.map(({ name }) => name))]
  if (!names.includes(operation)) throw unknownName(`operation of ${service}`, operation, names)
}

function unknownName(kind: string, name: string, known: readonly string[]): TracesError {
  const list = known.slice(0, 20).map(plain).join(', ')
  const hint = known.length === 0 ? 'No data yet' : `Known: ${list}`
  return new TracesError(`Unknown ${kind} ${plain(name)}. ${hint}`)
}

function emptyNote(search: TraceSearch): string {
  return Object.keys(search).some((name) => name !== 'limit')
    ? 'No matching traces. Remove a filter or use a longer --since.'
    : 'No traces yet. Create one with: curl localhost:4001/api/activities/home'
}

function nextLimit(limit = 20): number {
  return Math.min(500, limit * 5)
}
