/** Writes protobuf, one message after the other, into memory that it keeps. */
export interface ProtobufWriter {
  readonly position: number
  /** A number and how its content is written, once before each field. */
  tag(field: number, wireType: WireType): void
  varint(value: number): void
  fixed32(value: number): void
  fixed64(low: number, high: number): void
  double(value: number): void
  /** With its length. */
  text(value: string): void
  /** With their length. */
  bytes(value: Uint8Array): void
  /** With its length, from hexadecimal digits. */
  hex(digits: string): void
  /** What was written before, as it is. */
  copied(fragment: Uint8Array): void
  /** Begins a message within the one at hand. @returns what `close` wants. */
  open(field: number): number
  close(start: number): void
  /** A copy of what was written since `start`. */
  copyFrom(start: number): Uint8Array<ArrayBuffer>
  /** Forgets what was written since `position` was this. */
  rewind(position: number): void
  /** All that was written, until more is, and begins anew. */
  take(): Uint8Array<ArrayBuffer>
}

export const wireType = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const
type WireType = (typeof wireType)[keyof typeof wireType]

const usualBytes = 64 * 1024
const mostKeptBytes = 1024 * 1024
/** No number takes more. */
const longestVarint = 10

export function createProtobufWriter(): ProtobufWriter {
  let buffer = Buffer.allocUnsafeSlow(usualBytes)
  let at = 0

  function ensure(bytes: number): void {
    if (at + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, at + bytes))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }

  function varint(value: number): void {
    ensure(longestVarint)
    if (value < 0) {
      at = writeBigVarint(buffer, at, BigInt.asUintN(64, BigInt(value)))
      return
    }
    let rest = value
    while (rest > 0x7f) {
      buffer[at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    buffer[at++] = rest
  }

  function open(field: number): number {
    varint((field << 3) | wireType.lengthDelimited)
    // Most messages are short enough for a length of one byte.
    ensure(1)
    at += 1
    return at
  }

  function close(start: number): void {
    const length = at - start
    if (length > 0x7f) {
      const more = varintBytes(length) - 1
      ensure(more)
      buffer.copyWithin(start + more, start, at)
    }
    at = start - 1
    varint(length)
    at += length
  }

  function text(value: string): void {
    // No character takes more than three bytes.
    ensure(longestVarint + value.length * 3)
    if (value.length * 3 <= 0x7f) {
      const length = buffer.write(value, at + 1)
      buffer[at] = length
      at += 1 + length
    } else {
      varint(Buffer.byteLength(value))
      at += buffer.write(value, at)
    }
  }

  function copied(fragment: Uint8Array): void {
    ensure(fragment.length)
    buffer.set(fragment, at)
    at += fragment.length
  }

  return {
    get position() {
      return at
    },
    tag: (field, type) => varint((field << 3) | type),
    varint,
    fixed32: (value) => {
      ensure(4)
      at = buffer.writeUInt32LE(value, at)
    },
    fixed64: (low, high) => {
      ensure(8)
      at = buffer.writeUInt32LE(low, at)
      at = buffer.writeUInt32LE(high, at)
    },
    double: (value) => {
      ensure(8)
      at = buffer.writeDoubleLE(value, at)
    },
    text,
    bytes: (value) => {
      varint(value.length)
      copied(value)
    },
    hex: (digits) => {
      varint(digits.length >> 1)
      ensure(digits.length >> 1)
      at += buffer.write(digits, at, 'hex')
    },
    copied,
    open,
    close,
    copyFrom: (start) => new Uint8Array(buffer.subarray(start, at)),
    rewind: (position) => {
      at = position
    },
    take: () => {
      const written = buffer.subarray(0, at)
      at = 0
      if (buffer.length > mostKeptBytes) buffer = Buffer.allocUnsafeSlow(usualBytes)
      return written
    },
  }
}

function varintBytes(value: number): number {
  return Math.ceil((32 - Math.clz32(value)) / 7)
}

function writeBigVarint(buffer: Buffer, start: number, value: bigint): number {
  let at = start
  let rest = value
  while (rest > 0x7fn) {
    buffer[at++] = Number(rest & 0x7fn) | 0x80
    rest >>= 7n
  }
  buffer[at++] = Number(rest)
  return at
}
