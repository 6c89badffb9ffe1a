import protobuf from 'protobufjs/minimal.js'
import { OtlpDecodeError } from '../otlp-decode-error.ts'

/** Limits the content of a request before objects are created for it. */
interface Budget {
  messagesLeft: number
  recordsLeft: number
}

export type Reader = protobuf.Reader & Budget

/** 64 MiB could contain 30 million empty messages, which would take gigabytes and block for seconds. */
const maxMessages = 4_000_000
const maxRecords = 200_000

/** Handles one field of a message; returns false to skip it. */
type Visit = (field: number, wireType: number) => boolean

/**
 * Runs `read` on a request.
 * @throws OtlpDecodeError when the bytes are not the message
 */
export function readRequest<T>(bytes: Buffer, read: (reader: Reader) => T): T {
  try {
    const budget: Budget = { messagesLeft: maxMessages, recordsLeft: maxRecords }
    return read(Object.assign(protobuf.Reader.create(bytes), budget))
  } catch (cause) {
    if (cause instanceof OtlpDecodeError) throw cause
    throw new OtlpDecodeError('malformed', notThisMessage, {
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
    if (!visit(tag >>> 3, tag & 7) && reader.pos === before) reader.skipType(tag & 7, 0, tag >>> 3)
  }
  if (reader.pos !== end) throw new RangeError('A field exceeds its message')
}

/** Counts an element of a repeated number, which becomes an object like a message. */
export function countElement(reader: Reader): void {
  if (--reader.messagesLeft < 0) throw tooMany(maxMessages, 'messages')
}

/** Reads a nested message. */
export function readMessage(reader: Reader, visit: Visit): true {
  if (--reader.messagesLeft < 0) throw tooMany(maxMessages, 'messages')
  const length = reader.uint32()
  readFields(reader, reader.pos + length, visit)
  return true
}

const notThisMessage =
  'The body is not the protobuf message of this path: send traces to /v1/traces, logs to /v1/logs and metrics to /v1/metrics'

/** @throws OtlpDecodeError when a known field has another wire type, as in a request of another signal */
export function checkWireType(expected: number | undefined, actual: number): void {
  if (expected !== undefined && expected !== actual)
    throw new OtlpDecodeError('malformed', notThisMessage)
}

/** A nested message that is read later, because fields that it needs may follow it. */
export interface Slice {
  readonly start: number
  readonly end: number
}

export function takeSlice(reader: Reader): Slice {
  if (--reader.recordsLeft < 0) throw tooMany(maxRecords, 'records')
  const length = reader.uint32()
  const start = reader.pos
  reader.skip(length)
  return { start, end: start + length }
}

export function readSlice(reader: Reader, { start, end }: Slice, visit: Visit): void {
  const back = reader.pos
  reader.pos = start
  try {
    readFields(reader, end, visit)
  } finally {
    reader.pos = back
  }
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

function tooMany(max: number, noun: string): OtlpDecodeError {
  return new OtlpDecodeError(
    'too-large',
    `The request contains more than ${max.toLocaleString('en')} ${noun}: send smaller batches`,
  )
}
