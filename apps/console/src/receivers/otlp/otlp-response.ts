import protobuf from 'protobufjs/minimal.js'

/** The two encodings of OTLP/HTTP; a response has the encoding of its request. */
export type Encoding = 'protobuf' | 'json'

export const mediaTypes: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
}

export interface PartialSuccess {
  /** Name of the count: `rejectedSpans`, `rejectedLogRecords` or `rejectedDataPoints`. */
  readonly countName: string
  readonly rejected: number
  readonly errorMessage: string
}

/** Encodes Export…ServiceResponse; `partial_success` is omitted when everything was accepted. */
export function encodeSuccess(encoding: Encoding, partial: PartialSuccess | undefined): Buffer {
  if (encoding === 'json') {
    const partialSuccess = partial && {
      [partial.countName]: String(partial.rejected),
      errorMessage: partial.errorMessage,
    }
    return Buffer.from(JSON.stringify(partialSuccess ? { partialSuccess } : {}))
  }
  const writer = protobuf.Writer.create()
  if (partial) {
    writer.uint32(tag(1, 2)).fork()
    writer.uint32(tag(1, 0)).int64(partial.rejected)
    writer.uint32(tag(2, 2)).string(partial.errorMessage)
    writer.ldelim()
  }
  return Buffer.from(writer.finish())
}

/** Encodes google.rpc.Status. */
export function encodeStatus(encoding: Encoding, code: number, message: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }))
  const writer = protobuf.Writer.create()
  writer.uint32(tag(1, 0)).int32(code)
  writer.uint32(tag(2, 2)).string(message)
  return Buffer.from(writer.finish())
}

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType
}
