import { writeFile } from 'node:fs/promises'
import type { ConsoleClient } from '../../client/console-client.ts'
import { renderJsonLine } from '../render/json.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'
import { resolveTraceId } from './show-trace.ts'

/** Writes a trace's spans and log lines as OTLP JSON, to a file or on. */
export async function exportTrace(
  client: ConsoleClient,
  terminal: Terminal,
  id: string,
  { output }: { readonly output?: string },
): Promise<void> {
  const traceId = await resolveTraceId(client, id)
  const json = renderJsonLine(await client.exportTrace(traceId))
  if (output === undefined) return terminal.print(json)
  await writeFile(output, `${json}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new TracesError(`Cannot write ${plain(output)} (${error.code})`, { cause: error })
  })
  terminal.note(`Wrote ${traceId} to ${plain(output)}`)
}
