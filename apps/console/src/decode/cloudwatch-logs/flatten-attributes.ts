const maxAttributes = 128
const maxDepth = 8
const maxKeyLength = 256
const maxValueLength = 8 * 1_024

/**
 * A JSON object as flat attributes: `{ err: { type: 'X' } }` is `err.type`, lists are JSON text.
 * Bounded in count, depth and length; text cut short ends in `…`.
 */
export function flattenAttributes(
  value: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const attributes: [string, string][] = []
  collect(value, '', 1, attributes)
  return Object.fromEntries(attributes)
}

function collect(
  value: object,
  prefix: string,
  depth: number,
  attributes: [string, string][],
): void {
  for (const [name, child] of Object.entries(value)) {
    if (attributes.length >= maxAttributes) return
    const key = prefix + name
    if (isNested(child) && depth < maxDepth) collect(child, `${key}.`, depth + 1, attributes)
    else attributes.push([cut(key, maxKeyLength), cut(text(child), maxValueLength)])
  }
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value)
  } catch {
    // Nested deeper than the engine writes.
    return '…'
  }
}

function cut(value: string, maxLength: number): string {
  return value.length <= maxLength ? value : `${value.slice(0, maxLength - 1)}…`
}
