import type { TraceSearch } from '../../api/contract.ts'
import type { ConsoleClient } from '../console-client.ts'
import { renderJson } from '../render/json.ts'
import { renderTraceList } from '../render/trace-list.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

/** The options of `traces` as commander parsed them. */
export interface ListTracesOptions {
  readonly service?: string
  readonly operation?: string
  readonly since?: string
  readonly minDuration?: string
  readonly maxDuration?: string
  readonly errors?: true
  readonly limit?: number
  readonly json?: true
}

export async function listTraces(
  client: ConsoleClient,
  terminal: Terminal,
  options: ListTracesOptions,
): Promise<void> {
  const { errors, json, ...filters } = options
  const search: TraceSearch = errors ? { ...filters, status: 'error' } : filters
  const answer = await client.searchTraces(search)
  if (answer.traces.length === 0) await requireKnown(client, search)
  if (json) return terminal.print(renderJson(answer))
  if (answer.traces.length === 0) return terminal.note(emptyNote(search))
  for (const line of renderTraceList(answer.traces, terminal)) terminal.print(line)
  if (answer.nextCursor !== undefined)
    terminal.note(`More traces match; --limit ${nextLimit(options.limit)} shows more.`)
}

/** An empty answer because of a misspelt name is an error, one because nothing happened is not. */
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
  const hint = known.length === 0 ? 'Nothing has arrived yet' : `There are: ${list}`
  return new TracesError(`No ${kind} is named ${plain(name)}. ${hint}`)
}

function emptyNote(search: TraceSearch): string {
  return Object.keys(search).some((name) => name !== 'limit')
    ? 'No trace matches. Take a filter away, or a longer --since.'
    : 'No traces yet. Make some with: curl localhost:4001/api/activities/home'
}

function nextLimit(limit = 20): number {
  return Math.min(500, limit * 5)
}
