import { createProtobufWriter, wireType } from './protobuf-writer.ts'

interface Field {
  readonly number: number
  readonly bytes: Uint8Array
}

interface EncodedSpan {
  readonly bytes: Uint8Array
  /** The fields of the enclosing messages except their spans. */
  readonly resource: readonly Field[]
  readonly scope: readonly Field[]
}

export interface HalfRequest {
  readonly bytes: Uint8Array
  readonly count: number
}

/**
 * Halves an encoded ExportTraceServiceRequest, each half with its resources and scopes.
 *
 * @returns undefined for a request with fewer than two spans
 */
export function splitRequest(request: Uint8Array): [HalfRequest, HalfRequest] | undefined {
  const spans = spansOf(request)
  if (spans.length < 2) return undefined
  const middle = Math.ceil(spans.length / 2)
  return [encode(spans.slice(0, middle)), encode(spans.slice(middle))]
}

function spansOf(request: Uint8Array): EncodedSpan[] {
  return fieldsOf(request).flatMap((resourceSpans) => {
    const inResource = fieldsOf(resourceSpans.bytes)
    const resource = inResource.filter(({ number }) => number !== 2)
    return inResource
      .filter(({ number }) => number === 2)
      .flatMap((scopeSpans) => {
        const inScope = fieldsOf(scopeSpans.bytes)
        const scope = inScope.filter(({ number }) => number !== 2)
        return inScope
          .filter(({ number }) => number === 2)
          .map(({ bytes }) => ({ bytes, resource, scope }))
      })
  })
}

/** Each of these messages has length-delimited fields only. */
function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = []
  for (let at = 0; at < message.length; ) {
    const [tag, afterTag] = varintAt(message, at)
    const [length, start] = varintAt(message, afterTag)
    at = start + length
    fields.push({ number: tag >> 3, bytes: message.subarray(start, at) })
  }
  return fields
}

function varintAt(bytes: Uint8Array, start: number): [value: number, next: number] {
  let value = 0
  for (let at = start, scale = 1; ; at += 1, scale *= 0x80) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return [value, at + 1]
  }
}

function encode(spans: readonly EncodedSpan[]): HalfRequest {
  const writer = createProtobufWriter()
  const write = ({ number, bytes }: Field) => {
    writer.tag(number, wireType.lengthDelimited)
    writer.bytes(bytes)
  }
  /** Field 2 holds the nested messages, field 3 the schema URL. */
  const message = (field: number, fields: readonly Field[], writeNested: () => void) => {
    const start = writer.open(field)
    for (const each of fields) if (each.number < 2) write(each)
    writeNested()
    for (const each of fields) if (each.number > 2) write(each)
    writer.close(start)
  }
  for (const [resource, ofResource] of Map.groupBy(spans, (span) => span.resource)) {
    message(1, resource, () => {
      for (const [scope, ofScope] of Map.groupBy(ofResource, (span) => span.scope)) {
        message(2, scope, () => {
          for (const { bytes } of ofScope) write({ number: 2, bytes })
        })
      }
    })
  }
  return { bytes: new Uint8Array(writer.take()), count: spans.length }
}
