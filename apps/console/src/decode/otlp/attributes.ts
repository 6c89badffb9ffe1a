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

export function hasTooMany(attributes: Attributes): boolean {
  let count = 0
  for (const _key in attributes) if (++count > maxAttributes) return true
  return false
}

/** Total length of keys and values. */
export function attributeChars(attributes: Attributes): number {
  let chars = 0
  for (const key in attributes) chars += key.length + (attributes[key]?.length ?? 0)
  return chars
}
