import type { HrTime, SpanContext, SpanStatus } from '@opentelemetry/api'
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace'
import { createAttributeWriter } from './attribute-writer.ts'
import { createProtobufWriter } from './protobuf-writer.ts'

type Scope = ReadableSpan['instrumentationScope']
type Link = ReadableSpan['links'][number]

const flagIsRemoteKnown = 0x100
const flagIsRemote = 0x200

/** Encodes spans into a buffer that it reuses. */
export interface SpanEncoder {
  /**
   * Encodes each span by itself, so that one that cannot be encoded does not affect the others.
   *
   * @returns the number of encoded spans
   */
  add(spans: readonly ReadableSpan[], onInvalid?: (error: unknown) => void): number
  /** An ExportTraceServiceRequest of all spans since the last call, valid until the next `add`. */
  take(): Uint8Array<ArrayBuffer>
}

/**
 * Encodes the same bytes as the SDK's serializer (0.301) in a fraction of its time: the SDK visits each span
 * twice, first to compute lengths, and writes strings per character. Spans of several `add` calls are
 * consecutive messages, which protobuf reads as one.
 *
 * @param redact applied to trace states and scopes, which spans share; everything else is redacted in place
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
 */
export function createSpanEncoder(redact: (text: string) => string = (text) => text): SpanEncoder {
  const writer = createProtobufWriter()
  const writeResourceAttributes = createAttributeWriter(writer, 1)
  const writeSpanAttributes = createAttributeWriter(writer, 9)
  const writeEventAttributes = createAttributeWriter(writer, 3)
  const writeLinkAttributes = createAttributeWriter(writer, 4)

  function add(
    spans: readonly ReadableSpan[],
    onInvalid: (error: unknown) => void = () => undefined,
  ): number {
    let encoded = spans.length
    const invalid = (error: unknown) => {
      encoded -= 1
      onInvalid(error)
    }
    for (const [resource, ofResource] of Map.groupBy(spans, (span) => span.resource)) {
      const start = writer.open(1)
      writeResource(resource)
      for (const [scope, ofScope] of Map.groupBy(ofResource, (span) => span.instrumentationScope)) {
        writeScopeSpans(scope, ofScope, invalid)
      }
      if (resource.schemaUrl) writer.text(3, resource.schemaUrl)
      writer.close(start)
    }
    return encoded
  }

  function writeResource({ attributes }: ReadableSpan['resource']): void {
    const start = writer.open(1)
    writeResourceAttributes(attributes)
    writer.varint(2, 0)
    writer.close(start)
  }

  function writeScopeSpans(
    scope: Scope,
    spans: readonly ReadableSpan[],
    onInvalid: (error: unknown) => void,
  ): void {
    const start = writer.open(2)
    const scopeStart = writer.open(1)
    writer.text(1, redact(scope.name))
    if (scope.version) writer.text(2, redact(scope.version))
    writer.close(scopeStart)
    for (const span of spans) {
      const position = writer.position
      try {
        writeSpan(span)
      } catch (error) {
        writer.rewind(position)
        onInvalid(error)
      }
    }
    if (scope.schemaUrl) writer.text(3, redact(scope.schemaUrl))
    writer.close(start)
  }

  function writeSpan(span: ReadableSpan): void {
    const start = writer.open(2)
    const { parentSpanContext } = span
    const context = span.spanContext()
    writeIds(context)
    if (parentSpanContext?.spanId) writer.hex(4, parentSpanContext.spanId)
    writer.text(5, span.name)
    // 0 is SPAN_KIND_UNSPECIFIED.
    writer.varint(6, span.kind + 1)
    writeTime(7, span.startTime)
    writeTime(8, span.endTime)
    writeSpanAttributes(span.attributes)
    writer.varint(10, span.droppedAttributesCount)
    for (const event of span.events) writeEvent(event)
    writer.varint(12, span.droppedEventsCount)
    for (const link of span.links) writeLink(link)
    writer.varint(14, span.droppedLinksCount)
    writeStatus(span.status)
    writeFlags(16, context.traceFlags, parentSpanContext?.isRemote)
    writer.close(start)
  }

  function writeEvent({ time, name, attributes = {}, droppedAttributesCount = 0 }: TimedEvent) {
    const start = writer.open(11)
    writeTime(1, time)
    writer.text(2, name)
    writeEventAttributes(attributes)
    writer.varint(4, droppedAttributesCount)
    writer.close(start)
  }

  function writeLink({ context, attributes = {}, droppedAttributesCount = 0 }: Link): void {
    const start = writer.open(13)
    writeIds(context)
    writeLinkAttributes(attributes)
    writer.varint(5, droppedAttributesCount)
    writeFlags(6, context.traceFlags, context.isRemote)
    writer.close(start)
  }

  function writeStatus({ message, code }: SpanStatus): void {
    const start = writer.open(15)
    if (message) writer.text(2, message)
    writer.varint(3, code)
    writer.close(start)
  }

  function writeIds({ traceId, spanId, traceState }: SpanContext): void {
    writer.hex(1, traceId)
    writer.hex(2, spanId)
    const state = serialized(traceState)
    if (state) writer.text(3, redact(state))
  }

  function writeFlags(field: number, traceFlags: number, isRemote = false): void {
    writer.fixed32(field, (traceFlags & 0xff) | flagIsRemoteKnown | (isRemote ? flagIsRemote : 0))
  }

  /** Nanoseconds since the epoch exceed a double, so the low 32 bits are computed in units of 512 ns. */
  function writeTime(field: number, time: HrTime): void {
    const seconds = time[0]
    const nanoseconds = time[1]
    if (seconds >= 2 ** 32) {
      const nanos = BigInt(Math.trunc(seconds)) * 1_000_000_000n + BigInt(Math.trunc(nanoseconds))
      writer.fixed64(field, Number(nanos & 0xffffffffn), Number((nanos >> 32n) & 0xffffffffn))
      return
    }
    const units = Math.trunc(seconds) * (1e9 / 512)
    const low = (units % 2 ** 23) * 512 + nanoseconds
    const carry = Math.floor(low / 2 ** 32)
    writer.fixed64(field, (low - carry * 2 ** 32) >>> 0, Math.floor(units / 2 ** 23) + carry)
  }

  return { add, take: writer.take }
}

/** An application may pass a trace state that was parsed from JSON. */
function serialized(traceState: SpanContext['traceState']): string | undefined {
  if (!traceState) return undefined
  try {
    const state: unknown = typeof traceState.serialize === 'function' && traceState.serialize()
    return typeof state === 'string' ? state : undefined
  } catch {
    return undefined
  }
}
