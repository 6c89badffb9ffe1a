const maxAttributes = 128
const maxDepth = 8
const maxKeyLength = 256
const maxValueLength = 8 * 1_024

/**
 * Flattens a JSON object to attributes: `{ err: { type: 'X' } }` becomes `err.type`, lists become JSON
 * text. Count, depth and length are bounded; truncated text ends in `…`.
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
    else attributes.push([truncate(key, maxKeyLength), truncate(text(child), maxValueLength)])
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
    // Nested too deep for JSON.stringify.
    return '…'
  }
}

function truncate(value: string, maxLength: number): string {
  return value.length <= maxLength ? value : `${value.slice(0, maxLength - 1)}…`
}
