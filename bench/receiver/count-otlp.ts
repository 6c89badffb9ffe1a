// Counts the server spans of an ExportTraceServiceRequest by walking its protobuf fields.
const resourceSpans = 1
const scopeSpans = 2
const spans = 2
const spanKind = 6
const serverKind = 2

function readVarint(bytes: Uint8Array, offset: number): [value: number, next: number] {
  let value = 0
  let scale = 1
  let at = offset
  for (;;) {
    const byte = bytes[at++] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return [value, at]
    scale *= 128
  }
}

function* fields(bytes: Uint8Array): Generator<[field: number, value: number | Uint8Array]> {
  let at = 0
  while (at < bytes.length) {
    const [tag, next] = readVarint(bytes, at)
    const [field, wireType] = [tag >>> 3, tag & 7]
    at = next
    if (wireType === 0) {
      const [value, end] = readVarint(bytes, at)
      at = end
      yield [field, value]
    } else if (wireType === 2) {
      const [length, start] = readVarint(bytes, at)
      at = start + length
      yield [field, bytes.subarray(start, at)]
    } else at += wireType === 1 ? 8 : 4
  }
}

function* messages(bytes: Uint8Array, wanted: number): Generator<Uint8Array> {
  for (const [field, value] of fields(bytes))
    if (field === wanted && typeof value !== 'number') yield value
}

export function countServerSpans(body: Uint8Array): number {
  let count = 0
  for (const resource of messages(body, resourceSpans))
    for (const scope of messages(resource, scopeSpans))
      for (const span of messages(scope, spans))
        for (const [field, value] of fields(span))
          if (field === spanKind && value === serverKind) count++
  return count
}
