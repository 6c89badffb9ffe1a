import protobuf from 'protobufjs/minimal.js'
import { OtlpDecodeError } from '../otlp-decode-error.ts'

export type Reader = protobuf.Reader

/** Handles one field of a message; returns false to skip it. */
type Visit = (field: number) => boolean

/**
 * Runs `read` on a request.
 * @throws OtlpDecodeError when the bytes are not the message
 */
export function readRequest<T>(bytes: Buffer, read: (reader: Reader) => T): T {
  try {
    return read(protobuf.Reader.create(bytes))
  } catch (cause) {
    if (cause instanceof OtlpDecodeError) throw cause
    throw new OtlpDecodeError('malformed', 'The body is not the protobuf message of this path', {
      cause,
    })
  }
}

/** Reads the fields up to `end` and skips those that `visit` does not handle. */
export function readFields(reader: Reader, end: number, visit: Visit): void {
  if (end > reader.len) throw new RangeError('A message exceeds its parent')
  while (reader.pos < end) {
    const tag = reader.uint32()
    const before = reader.pos
    if (!visit(tag >>> 3) && reader.pos === before) reader.skipType(tag & 7, 0, tag >>> 3)
  }
  if (reader.pos !== end) throw new RangeError('A field exceeds its message')
}

/** Reads a nested message. */
export function readMessage(reader: Reader, visit: Visit): true {
  const length = reader.uint32()
  readFields(reader, reader.pos + length, visit)
  return true
}

/** A nested message that is read later, because fields that it needs may follow it. */
export interface Slice {
  readonly start: number
  readonly end: number
}

export function takeSlice(reader: Reader): Slice {
  const length = reader.uint32()
  const start = reader.pos
  reader.skip(length)
  return { start, end: start + length }
}

export function readSlice(reader: Reader, { start, end }: Slice, visit: Visit): void {
  const back = reader.pos
  reader.pos = start
  readFields(reader, end, visit)
  reader.pos = back
}

export function readHex(reader: Reader): string {
  const length = reader.uint32()
  const start = reader.pos
  reader.skip(length)
  return (reader.buf as Buffer).toString('hex', start, start + length)
}

/** fixed64, which holds nanoseconds since the epoch. */
export function readFixed64(reader: Reader): bigint {
  const start = reader.pos
  reader.skip(8)
  return (reader.buf as Buffer).readBigUInt64LE(start)
}
