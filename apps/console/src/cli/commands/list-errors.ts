import type { ConsoleClient } from '../../client/console-client.ts'
import type { ErrorItem, ErrorItemSearch } from '../../contract/errors.ts'
import { renderErrorItem } from '../render/error-item.ts'
import { renderErrorList } from '../render/error-list.ts'
import { renderJson } from '../render/json.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

const SHOWN_OCCURRENCES = 10
const MAX_ITEMS = 200

/** The options of `traces errors` as commander parsed them. */
export interface ErrorOptions {
  readonly service?: string
  /** A start of a service, by its whole id. */
  readonly run?: string
  readonly since?: string
  readonly limit?: number
  readonly json?: true
}

export async function listErrors(
  client: ConsoleClient,
  terminal: Terminal,
  { json, ...search }: ErrorOptions,
): Promise<void> {
  const limit = Math.min(search.limit ?? 50, MAX_ITEMS)
  const result = await client.listErrors({ ...search, limit })
  if (json) return terminal.print(renderJson(result))
  if (result.items.length === 0) return terminal.note(emptyNote(search))
  for (const line of renderErrorList(result.items, terminal)) terminal.print(line)
  if (result.nextCursor !== undefined)
    terminal.note('More items match; use a higher --limit or a shorter --since.')
}

/** @param name The number of an item, with or without `#`, or its fingerprint. */
export async function showError(
  client: ConsoleClient,
  terminal: Terminal,
  name: string,
  { json }: { readonly json?: true },
): Promise<void> {
  const fingerprint = await resolveFingerprint(client, name)
  const [{ item }, { occurrences }] = await Promise.all([
    client.getError(fingerprint),
    client.listOccurrences(fingerprint, { limit: SHOWN_OCCURRENCES }),
  ])
  if (json) return terminal.print(renderJson({ item, occurrences }))
  for (const line of renderErrorItem(item, occurrences, terminal)) terminal.print(line)
}

async function resolveFingerprint(client: ConsoleClient, name: string): Promise<string> {
  const number = /^#?(\d{1,9})$/.exec(name)?.[1]
  if (number === undefined) return name
  const { items } = await client.listErrors({ limit: MAX_ITEMS })
  const item = items.find(({ counter }: ErrorItem) => counter === Number(number))
  if (item !== undefined) return item.fingerprint
  throw new TracesError(
    `Unknown item #${number} among the latest ${items.length}: ${plain(known(items))}`,
  )
}

function known(items: readonly ErrorItem[]): string {
  return items.length === 0
    ? 'no items have been reported'
    : `there are ${items
        .slice(0, 10)
        .map(({ counter }) => `#${counter}`)
        .join(', ')}`
}

function emptyNote({ service, run, since }: ErrorItemSearch): string {
  return service === undefined && run === undefined && since === undefined
    ? 'No errors reported yet.'
    : 'No matching items. Remove a filter or use a longer --since.'
}
