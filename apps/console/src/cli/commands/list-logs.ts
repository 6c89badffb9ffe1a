import type { ConsoleClient } from '../../client/console-client.ts'
import type { LogLine, LogSearch } from '../../contract/logs.ts'
import { formatExactInstant } from '../../format/instant.ts'
import { renderJson, renderJsonLine } from '../render/json.ts'
import { renderLogLine } from '../render/log-line.ts'
import type { Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

const DEFAULT_LINES = 100
const DEFAULT_LAST_LINES = 20
/** A pattern that nothing matches is given up after this many pages of the console's own bound. */
const MAX_PAGES = 50
const OVERLAP_NANOS = 60_000_000_000n

/** The options of `traces logs` as commander parsed them. */
export interface LogOptions {
  readonly group?: string
  readonly stream?: string
  readonly filter?: string
  readonly service?: string
  /** A start of a service, by its whole id. */
  readonly run?: string
  readonly level?: NonNullable<LogSearch['level']>
  readonly trace?: string
  readonly since?: string
  readonly errors?: true
  readonly limit?: number
  readonly follow?: true
  readonly json?: true
}

/** The newest lines that match, oldest first; with `follow` those that arrive after them too. */
export async function listLogs(
  client: ConsoleClient,
  terminal: Terminal,
  options: LogOptions,
): Promise<void> {
  const { follow, json, errors, limit: requestedLimit, since, ...filters } = options
  const selection = errors ? { level: 'error' as const, ...filters } : filters
  const limit = requestedLimit ?? (follow ? DEFAULT_LAST_LINES : DEFAULT_LINES)
  const requestedAtNanos = BigInt(Date.now()) * 1_000_000n
  const { lines, nextCursor } = await findLines(
    client,
    { ...selection, ...(since && { since }) },
    limit,
  )
  if (json && !follow)
    return terminal.print(renderJson({ lines, ...(nextCursor && { nextCursor }) }))
  const print = (line: LogLine) =>
    terminal.print(json ? renderJsonLine(line) : renderLogLine(line, terminal))
  for (const line of lines.toReversed()) print(line)
  if (follow)
    return followLogs(client, { selection, lines, limit, requestedAtNanos, print, terminal })
  if (lines.length === 0) terminal.note(emptyNote(options))
  else if (nextCursor !== undefined)
    terminal.note('Showing the newest lines only; use --limit to show more.')
}

async function findLines(client: ConsoleClient, search: LogSearch, limit: number) {
  const lines: LogLine[] = []
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const wanted = { ...search, limit: limit - lines.length, ...(cursor && { cursor }) }
    const page = await client.searchLogs(wanted)
    lines.push(...page.lines)
    cursor = page.nextCursor
    if (cursor === undefined || lines.length === limit) break
  }
  return { lines, nextCursor: cursor }
}

interface Following {
  readonly selection: Omit<LogSearch, 'limit'>
  /** Printed already, newest first. */
  readonly lines: readonly LogLine[]
  readonly limit: number
  readonly requestedAtNanos: bigint
  readonly print: (line: LogLine) => void
  readonly terminal: Terminal
}

/** Lines arrive late, so the last minute is requested again. */
async function followLogs(client: ConsoleClient, following: Following): Promise<never> {
  const { selection, lines, limit, requestedAtNanos, print, terminal } = following
  const overlap = requestedAtNanos - OVERLAP_NANOS
  const oldest = lines.length === limit ? BigInt(lines.at(-1)?.timeUnixNano ?? 0) : 0n
  const start = formatExactInstant(String(oldest > overlap ? oldest : overlap))
  const printed = new Set(lines.map(keyOf))
  for await (const batch of client.tailLogs({ ...selection, start })) {
    if (batch.truncated)
      terminal.note('Some lines are not shown: more arrived at once than one batch holds.')
    for (const line of batch.lines) if (!printed.delete(keyOf(line))) print(line)
  }
  throw new TracesError('The console stopped. Start it with: npx pnpm@12 dev')
}

function keyOf({ timeUnixNano, id }: LogLine): string {
  return `${timeUnixNano}.${id}`
}

function emptyNote({ limit: _, json: _json, ...filters }: LogOptions): string {
  return Object.keys(filters).length > 0
    ? 'No matching log lines. Remove a filter or use a longer --since.'
    : 'No log lines yet. Create some with: curl localhost:4001/api/activities/home'
}
