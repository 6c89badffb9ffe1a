import { readLogs } from '../../decode/otlp/json/decode-logs.ts'
import { readTraces } from '../../decode/otlp/json/decode-traces.ts'
import { parseRequest } from '../../decode/otlp/json/wire.ts'
import { OtlpDecodeError } from '../../decode/otlp/otlp-decode-error.ts'
import { timesOfImports } from '../../decode/otlp/record-times.ts'
import type { RowSink } from '../../model/row-sink.ts'
import type { SpanRow } from '../../model/span-row.ts'

/** Contents of an imported file. */
export interface Imported {
  readonly traceIds: readonly string[]
  readonly spanCount: number
  readonly logCount: number
  readonly rejectedCount: number
  readonly rejectedBecause?: string
}

/**
 * Stores the spans and log records of OTLP JSON: one document, or one per line as the Collector's file
 * exporter writes them.
 * @returns `undefined` when the body is not OTLP JSON
 * @throws OverloadedError when the store cannot accept it now
 */
export async function importDocument(sink: RowSink, body: Buffer): Promise<Imported | undefined> {
  const decoded = decode([body]) ?? decode(linesOf(body))
  if (decoded === undefined) return undefined
  const spans = decoded.flatMap(({ traces }) => traces.rows)
  const logs = decoded.flatMap(({ lines }) => lines.rows)
  const all = decoded.flatMap(({ traces, lines }) => [traces, lines])
  const rejectedCount = all.reduce((sum, { rejected }) => sum + rejected, 0)
  const rejectedBecause = all.find(({ rejected }) => rejected > 0)?.rejectedBecause
  if (spans.length + logs.length + rejectedCount === 0) return undefined
  await Promise.all([sink.insert('spans', spans), sink.insert('logs', logs)])
  const traceIds = new Set([...spans, ...logs].map(({ TraceId }) => TraceId))
  traceIds.delete('')
  return {
    traceIds: [...traceIds],
    spanCount: spans.length,
    logCount: logs.length,
    rejectedCount,
    ...(rejectedBecause !== undefined && { rejectedBecause }),
  }
}

/**
 * Reads the spans of OTLP JSON without storing them.
 * @returns `undefined` when the body is not OTLP JSON with spans
 */
export function readSpans(body: Buffer): readonly SpanRow[] | undefined {
  const spans = (decode([body]) ?? decode(linesOf(body)))?.flatMap(({ traces }) => traces.rows)
  return spans === undefined || spans.length === 0 ? undefined : spans
}

/** @returns `undefined` when one of them cannot be read */
function decode(documents: Iterable<Buffer>) {
  const times = timesOfImports()
  try {
    return Array.from(documents, (document) => {
      const request = parseRequest(document)
      return { traces: readTraces(request, times), lines: readLogs(request, times) }
    })
  } catch (error) {
    if (error instanceof OtlpDecodeError) return undefined
    throw error
  }
}

function* linesOf(body: Buffer): Generator<Buffer> {
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf('\n', start)
    const end = newline < 0 ? body.length : newline
    const line = body.subarray(start, end)
    if (line.toString().trim() !== '') yield line
    start = end + 1
  }
}
