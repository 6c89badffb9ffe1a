/** Attributes with their values as text, in the way the Collector's ClickHouse exporter writes them. */
export type Attributes = Record<string, string>

/** Sets a key that may be any text, `__proto__` included. */
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

/** More than any instrumentation sets; a span of 64 MiB could have a million. */
const maxAttributes = 2_000

export function hasTooMany(attributes: Attributes): boolean {
  let count = 0
  for (const _key in attributes) if (++count > maxAttributes) return true
  return false
}

/** Characters of keys and values together. */
export function attributeChars(attributes: Attributes): number {
  let chars = 0
  for (const key in attributes) chars += key.length + (attributes[key]?.length ?? 0)
  return chars
}
