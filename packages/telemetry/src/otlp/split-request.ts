import { createProtobufWriter, wireType } from './protobuf-writer.ts'

/** The field numbers that lead from a request to its records, one set for each level of nesting. */
type RecordPath = readonly [ReadonlySet<number>, ...ReadonlySet<number>[]]

/** Resource, scope, and span or metric. */
export const recordPath: RecordPath = [new Set([1]), new Set([2]), new Set([2])]

/** Resource, scope, metric, the data of one of the four types, data point. */
export const dataPointPath: RecordPath = [...recordPath, new Set([5, 7, 9, 10]), new Set([1])]

export interface PartialRequest {
  readonly bytes: Uint8Array
  /** Number of records. */
  readonly count: number
}

/**
 * Halves an encoded export request of OTLP. Each half has the resources, scopes and metrics of its records.
 *
 * @returns undefined for a request with fewer than two records
 */
export function splitRequest(
  request: Uint8Array,
  path: RecordPath,
): [PartialRequest, PartialRequest] | undefined {
  const count = countRecords(request, path)
  if (count < 2) return undefined
  const middle = Math.ceil(count / 2)
  return [copyRecords(request, path, 0, middle), copyRecords(request, path, middle, count)]
}

/** Number of records in an encoded request. */
export function countRecords(message: Uint8Array, [numbers, ...deeper]: RecordPath): number {
  let count = 0
  for (const { number, content } of fieldsOf(message)) {
    if (numbers.has(number)) count += isPath(deeper) ? countRecords(content, deeper) : 1
  }
  return count
}

function copyRecords(
  request: Uint8Array,
  path: RecordPath,
  from: number,
  to: number,
): PartialRequest {
  const writer = createProtobufWriter()
  let index = 0

  /** @returns whether a record was copied */
  function copy(message: Uint8Array, [numbers, ...deeper]: RecordPath): boolean {
    let hasRecord = false
    for (const { number, content, bytes } of fieldsOf(message)) {
      if (!numbers.has(number)) writer.copied(bytes)
      else if (isPath(deeper)) hasRecord = copyNested(number, content, deeper) || hasRecord
      else if (index++ >= from && index <= to) {
        writer.copied(bytes)
        hasRecord = true
      }
    }
    return hasRecord
  }

  function copyNested(number: number, content: Uint8Array, path: RecordPath): boolean {
    const before = writer.position
    const start = writer.open(number)
    const hasRecord = copy(content, path)
    if (hasRecord) writer.close(start)
    else writer.rewind(before)
    return hasRecord
  }

  copy(request, path)
  return { bytes: new Uint8Array(writer.take()), count: to - from }
}

function isPath(path: readonly ReadonlySet<number>[]): path is RecordPath {
  return path.length > 0
}

interface Field {
  readonly number: number
  /** Without tag and length. */
  readonly content: Uint8Array
  /** The whole field. */
  readonly bytes: Uint8Array
}

function* fieldsOf(message: Uint8Array): Generator<Field> {
  for (let at = 0; at < message.length; ) {
    const [tag, afterTag] = varintAt(message, at)
    const [start, end] = contentAt(message, tag & 7, afterTag)
    yield {
      number: tag >> 3,
      content: message.subarray(start, end),
      bytes: message.subarray(at, end),
    }
    at = end
  }
}

function contentAt(message: Uint8Array, type: number, at: number): [start: number, end: number] {
  if (type === wireType.fixed64) return [at, at + 8]
  if (type === wireType.fixed32) return [at, at + 4]
  const [value, next] = varintAt(message, at)
  return type === wireType.varint ? [at, next] : [next, next + value]
}

function varintAt(bytes: Uint8Array, start: number): [value: number, next: number] {
  let value = 0
  for (let at = start, scale = 1; ; at += 1, scale *= 0x80) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return [value, at + 1]
  }
}
