/** Writes protobuf messages into a buffer that it reuses. */
export interface ProtobufWriter {
  readonly position: number
  varint(field: number, value: number): void
  fixed32(field: number, value: number): void
  fixed64(field: number, low: number, high: number): void
  double(field: number, value: number): void
  text(field: number, value: string): void
  bytes(field: number, value: Uint8Array): void
  /** Bytes from hexadecimal digits. */
  hex(field: number, digits: string): void
  /** Items of a packed list, inside `open` and `close`. */
  readonly packed: PackedWriter
  /** Bytes that are already encoded. */
  copied(fragment: Uint8Array): void
  /** Begins a nested message. @returns the position to pass to `close` */
  open(field: number): number
  close(start: number): void
  /** A copy of the bytes written since `start`. */
  copyFrom(start: number): Uint8Array<ArrayBuffer>
  /** Discards the bytes written after `position`. */
  rewind(position: number): void
  /** The written bytes, valid until the next write; resets the writer. */
  take(): Uint8Array<ArrayBuffer>
}

interface PackedWriter {
  varint(value: number): void
  fixed64(low: number, high: number): void
  double(value: number): void
}

/** Follow the field number in the tag that precedes each value. */
export const wireType = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const

const initialBytes = 64 * 1024
const maxKeptBytes = 1024 * 1024
/** A varint has at most ten bytes. */
const maxVarintBytes = 10

export function createProtobufWriter(): ProtobufWriter {
  let buffer = Buffer.allocUnsafeSlow(initialBytes)
  let at = 0

  function ensure(bytes: number): void {
    if (at + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, at + bytes))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }

  function varint(value: number): void {
    ensure(maxVarintBytes)
    if (value < 0) {
      at = writeBigVarint(buffer, at, BigInt.asUintN(64, BigInt(value)))
      return
    }
    if (value > 0x7f && !Number.isFinite(value)) throw new RangeError(`${value} is not an integer`)
    let rest = value
    while (rest > 0x7f) {
      buffer[at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    buffer[at++] = rest
  }

  function tag(field: number, type: number): void {
    varint((field << 3) | type)
  }

  function fixed64(low: number, high: number): void {
    ensure(8)
    at = buffer.writeUInt32LE(low, at)
    at = buffer.writeUInt32LE(high, at)
  }

  function double(value: number): void {
    ensure(8)
    at = buffer.writeDoubleLE(value, at)
  }

  function open(field: number): number {
    tag(field, wireType.lengthDelimited)
    // Most messages are short enough for a one-byte length.
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

  function text(field: number, value: string): void {
    tag(field, wireType.lengthDelimited)
    // A UTF-16 code unit needs at most three bytes.
    ensure(maxVarintBytes + value.length * 3)
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
    varint: (field, value) => {
      tag(field, wireType.varint)
      varint(value)
    },
    fixed32: (field, value) => {
      tag(field, wireType.fixed32)
      ensure(4)
      at = buffer.writeUInt32LE(value, at)
    },
    fixed64: (field, low, high) => {
      tag(field, wireType.fixed64)
      fixed64(low, high)
    },
    double: (field, value) => {
      tag(field, wireType.fixed64)
      double(value)
    },
    text,
    bytes: (field, value) => {
      tag(field, wireType.lengthDelimited)
      varint(value.length)
      copied(value)
    },
    hex: (field, digits) => {
      tag(field, wireType.lengthDelimited)
      varint(digits.length >> 1)
      ensure(digits.length >> 1)
      at += buffer.write(digits, at, 'hex')
    },
    packed: { varint, fixed64, double },
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
      if (buffer.length > maxKeptBytes) buffer = Buffer.allocUnsafeSlow(initialBytes)
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
