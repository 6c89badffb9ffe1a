import type { ProtobufWriter } from './protobuf-writer.ts'

/** Encoded attributes are cached: most spans of a service differ only in IDs and times. */
const maxCachedKeys = 200
const maxCachedValues = 50
const maxCachedLength = 200

/**
 * Writes attributes as the `KeyValue` messages of one field.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto
 */
export function createAttributeWriter(
  writer: ProtobufWriter,
  field: number,
): (attributes: Readonly<Record<string, unknown>>) => void {
  const fragments = new Map<string, Map<unknown, Uint8Array>>()

  return (attributes) => {
    // Only a `__proto__` attribute gives a set another prototype; a check per key costs more.
    const isPlain = Object.getPrototypeOf(attributes) === Object.prototype
    for (const key in attributes)
      if (isPlain || Object.hasOwn(attributes, key)) write(key, attributes[key])
  }

  function write(key: string, value: unknown): void {
    const ofKey = fragments.get(key) ?? newKey(key)
    const known = ofKey?.get(value)
    if (known) {
      writer.copied(known)
      return
    }
    const from = writer.position
    const start = writer.open(field)
    writeKeyValue(key, value)
    writer.close(start)
    if (ofKey && ofKey.size < maxCachedValues && isShort(value)) {
      ofKey.set(value, writer.copyFrom(from))
    }
  }

  function newKey(key: string): Map<unknown, Uint8Array> | undefined {
    if (fragments.size >= maxCachedKeys || key.length > maxCachedLength) return undefined
    const ofKey = new Map<unknown, Uint8Array>()
    fragments.set(key, ofKey)
    return ofKey
  }

  function writeKeyValue(key: string, value: unknown): void {
    writer.text(1, key)
    const start = writer.open(2)
    writeAnyValue(value)
    writer.close(start)
  }

  /** `null` is an empty AnyValue. */
  function writeAnyValue(value: unknown): void {
    if (typeof value === 'string') writer.text(1, value)
    else if (typeof value === 'boolean') writer.varint(2, Number(value))
    else if (typeof value === 'number') writeNumber(value)
    else if (typeof value === 'object' && value !== null) writeObject(value)
  }

  function writeNumber(value: number): void {
    if (isInt64(value)) writer.varint(3, value)
    else writer.double(4, value)
  }

  function writeObject(value: object): void {
    if (value instanceof Uint8Array) {
      writer.bytes(7, value)
      return
    }
    const isList = Array.isArray(value)
    const whole = writer.open(isList ? 5 : 6)
    for (const [key, item] of Object.entries(value)) {
      const start = writer.open(1)
      if (isList) writeAnyValue(item)
      else writeKeyValue(key, item)
      writer.close(start)
    }
    writer.close(whole)
  }
}

function isInt64(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63
}

function isShort(value: unknown): boolean {
  return typeof value === 'string'
    ? value.length <= maxCachedLength
    : typeof value === 'number' || typeof value === 'boolean'
}
