import { InvalidRecordError } from './invalid-record-error.ts'

/** Attributes with text values, in the format of the Collector's ClickHouse exporter. */
export type Attributes = Record<string, string>

/** Sets any key, including `__proto__`. */
export function setAttribute(attributes: Attributes, key: string, value: string): void {
  if (key === '__proto__')
    Object.defineProperty(attributes, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  else attributes[key] = value
}

/** Far above what instrumentations set; a request of 64 MiB could contain a million. */
const maxAttributes = 2_000

/** @throws InvalidRecordError before a record gets more attributes than allowed */
export function checkAttributeCount(count: number): void {
  if (count > maxAttributes) throw new InvalidRecordError('more than 2,000 attributes')
}

/** Total length of keys and values. */
export function attributeChars(attributes: Attributes): number {
  let chars = 0
  for (const key in attributes) chars += key.length + (attributes[key]?.length ?? 0)
  return chars
}
