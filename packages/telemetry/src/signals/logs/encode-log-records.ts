import type { Resource } from '@opentelemetry/resources'
import type { Records } from '../../delivery/bounded-queue.ts'
import { createAttributeWriter } from '../../otlp/attribute-writer.ts'
import { createProtobufWriter } from '../../otlp/protobuf-writer.ts'
import { type LogRecord, toLogRecord } from './log-record.ts'

const scopeName = '@cruddur/telemetry'

/**
 * Encodes lines as an ExportLogsServiceRequest; the bytes are valid until the next call.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto
 */
export function createLogEncoder(
  resource: Resource,
): (chunks: readonly Records[]) => Uint8Array<ArrayBuffer> {
  const writer = createProtobufWriter()
  const writeResourceAttributes = createAttributeWriter(writer, 1)
  const writeAttributes = createAttributeWriter(writer, 6)

  function time(field: number, millis: number): void {
    const nanos = BigInt(Math.trunc(millis)) * 1_000_000n
    writer.fixed64(field, Number(nanos & 0xffff_ffffn), Number(nanos >> 32n))
  }

  function writeBody(body: string): void {
    const start = writer.open(5)
    writer.text(1, body)
    writer.close(start)
  }

  function writeRecord(record: LogRecord): void {
    const start = writer.open(2)
    const { timeMillis = Date.now() } = record
    time(1, timeMillis)
    if (record.severityNumber > 0) writer.varint(2, record.severityNumber)
    if (record.severityText !== '') writer.text(3, record.severityText)
    if (record.body !== undefined) writeBody(record.body)
    writeAttributes(record.attributes)
    if (record.traceId !== '') writer.hex(9, record.traceId)
    if (record.spanId !== '') writer.hex(10, record.spanId)
    time(11, timeMillis)
    writer.close(start)
  }

  function writeText(line: string): void {
    const start = writer.open(2)
    writeBody(line)
    time(11, Date.now())
    writer.close(start)
  }

  return (chunks) => {
    const { 'service.name': service, 'service.version': version } = resource.attributes
    const known = { service, version }
    const ofResource = writer.open(1)
    const resourceStart = writer.open(1)
    writeResourceAttributes(resource.attributes)
    writer.close(resourceStart)
    const ofScope = writer.open(2)
    const scope = writer.open(1)
    writer.text(1, scopeName)
    writer.close(scope)
    for (const line of linesOf(chunks)) {
      const position = writer.position
      try {
        writeRecord(toLogRecord(line, known))
      } catch {
        // A line that a stream or formatter of the application made is sent as it is.
        writer.rewind(position)
        writeText(line)
      }
    }
    writer.close(ofScope)
    writer.close(ofResource)
    return writer.take()
  }
}

function* linesOf(chunks: readonly Records[]): Generator<string> {
  for (const { bytes } of chunks) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
    // Each line ends with a line feed.
    yield* text.split('\n').slice(0, -1)
  }
}
