import { readFile } from 'node:fs/promises'
import type { ConsoleClient } from '../../client/console-client.ts'
import { countOf } from '../../format/count-of.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

/** Below the limit of a request. */
const maxPartBytes = 32 * 1024 * 1024
const newline = 0x0a

/**
 * Import spans and log lines from an OTLP JSON file.
 * @param file One document, or one a line as the Collector's file exporter writes them.
 */
export async function importTraces(
  client: ConsoleClient,
  terminal: Terminal,
  file: string,
): Promise<void> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new TracesError(`Cannot read ${plain(file)} (${error.code})`, { cause: error })
  })
  const traceIds = new Set<string>()
  const counts = { spans: 0, lines: 0, rejected: 0 }
  let reason = ''
  for (const part of partsOf(bytes)) {
    const imported = await client.importFile(new Blob([part]))
    for (const traceId of imported.traceIds) traceIds.add(traceId)
    counts.spans += imported.spanCount
    counts.lines += imported.logCount
    counts.rejected += imported.rejectedCount
    reason ||= imported.rejectedBecause ?? ''
  }
  const [traceId] = traceIds
  const found = `${countOf(counts.spans, 'span')} and ${countOf(counts.lines, 'log line')}`
  terminal.note(`Imported ${found}${traceIds.size === 1 ? ` of trace ${traceId}` : ''}`)
  if (counts.rejected > 0)
    throw new TracesError(
      `${countOf(counts.rejected, 'record')} of ${plain(file)} rejected: ${plain(reason)}`,
    )
}

/** A large file of one document per line is imported in parts. */
function* partsOf(bytes: Buffer<ArrayBuffer>): Generator<Buffer<ArrayBuffer>> {
  for (let start = 0; start < bytes.length || start === 0; ) {
    const rest = bytes.length - start
    const lineEnd = rest > maxPartBytes ? bytes.lastIndexOf(newline, start + maxPartBytes) : -1
    const end = lineEnd > start ? lineEnd + 1 : bytes.length
    yield bytes.subarray(start, end)
    if (end === bytes.length) return
    start = end
  }
}
