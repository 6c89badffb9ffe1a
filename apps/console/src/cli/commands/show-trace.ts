import type { ConsoleClient } from '../console-client.ts'
import { renderJson } from '../render/json.ts'
import { renderWaterfall } from '../render/waterfall.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

const ID_DIGITS = 32
const PREFIX_SEARCH_LIMIT = 500

/** @param id A trace id, in X-Ray's form too (`1-…-…`), or the first digits of a recent one. */
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

/** The whole id of a trace that was named by its first digits or in X-Ray's form. */
export async function resolveTraceId(client: ConsoleClient, id: string): Promise<string> {
  const digits = id.toLowerCase().replace(/^1-([\da-f]{8})-([\da-f]{24})$/, '$1$2')
  if (!/^[\da-f]{4,32}$/.test(digits))
    throw new TracesError(
      `Not a trace id: ${plain(id)}. One has 32 hex digits; traces without an id lists them`,
    )
  if (digits.length === ID_DIGITS) return digits
  const { traces } = await client.searchTraces({ limit: PREFIX_SEARCH_LIMIT })
  const [match, ...others] = traces
    .map(({ traceId }) => traceId)
    .filter((traceId) => traceId.startsWith(digits))
  if (match === undefined)
    throw new TracesError(
      `None of the ${traces.length} newest traces begins with ${digits}. Give all 32 digits`,
    )
  if (others.length > 0)
    throw new TracesError(
      `${others.length + 1} traces begin with ${digits}: ${[match, ...others].slice(0, 5).join(', ')}. Give more digits`,
    )
  return match
}
