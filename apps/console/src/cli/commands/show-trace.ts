import type { ConsoleClient } from '../../client/console-client.ts'
import { readTraceId, readTraceIdPrefix } from '../../query-language/trace-id.ts'
import { renderJson } from '../render/json.ts'
import { renderWaterfall } from '../render/waterfall.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

const MIN_DIGITS = 4

/** @param id A trace ID, in X-Ray's form too (`1-…-…`), or its first digits. */
export async function showTrace(
  client: ConsoleClient,
  terminal: Terminal,
  id: string,
  { json }: { readonly json?: true },
): Promise<void> {
  const trace = await client.getTrace(await resolveTraceId(client, id))
  if (json) return terminal.print(renderJson(trace))
  for (const line of renderWaterfall(trace, terminal)) terminal.print(line)
}

/**
 * The trace ID of its first digits, in either form.
 * @throws TracesError when no trace, or more than one, begins with them
 */
export async function resolveTraceId(client: ConsoleClient, text: string): Promise<string> {
  const traceId = readTraceId(text)
  if (traceId !== undefined) return traceId
  const prefix = readTraceIdPrefix(text)
  if (prefix === undefined || prefix.length < MIN_DIGITS)
    throw new TracesError(
      `Invalid trace ID ${plain(text)}: use 32 hex digits, the form 1-…-… of X-Ray, or at least ${MIN_DIGITS} of the first digits`,
    )
  const { traceIds } = await client.findTraceIds(prefix)
  const [match, ...others] = traceIds
  if (match === undefined) throw new TracesError(`No trace ID starts with ${prefix}`)
  if (others.length > 0)
    throw new TracesError(
      `${traceIds.length} trace IDs start with ${prefix}: ${traceIds.slice(0, 5).join(', ')}. Use more digits`,
    )
  return match
}
