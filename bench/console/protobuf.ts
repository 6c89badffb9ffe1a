/** The parts of the protobuf wire format that OTLP needs. */
const lengthDelimited = 2
const fixed64Type = 1

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
  return Buffer.from(bytes)
}

export function bytesField(field: number, ...parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([varint((field << 3) | lengthDelimited), varint(length), ...parts])
}

export function textField(field: number, text: string): Buffer {
  return bytesField(field, Buffer.from(text))
}

export function numberField(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)])
}

export function nanosField(field: number, nanos: bigint): Buffer {
  const bytes = Buffer.alloc(9)
  bytes[0] = (field << 3) | fixed64Type
  bytes.writeBigUInt64LE(nanos, 1)
  return bytes
}

export function doubleField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(9)
  bytes[0] = (field << 3) | fixed64Type
  bytes.writeDoubleLE(value, 1)
  return bytes
}

/** A KeyValue with a string value. */
export function attributeField(field: number, key: string, value: string): Buffer {
  return bytesField(field, textField(1, key), bytesField(2, textField(1, value)))
}
