const mostCopies = 8
const maxDepth = 4

/**
 * Remembers the copies of the last few values by their content, for values that are nearly always equal.
 * A copy is shared, so it must not be changed.
 */
export function rememberCopies<Copy>(copy: (value: unknown) => Copy): (value: unknown) => Copy {
  const known: { readonly value: unknown; readonly copy: Copy }[] = []
  return (value) => {
    for (const one of known) if (isEqual(one.value, value)) return one.copy
    const made = copy(value)
    const snapshot = snapshotOf(value, 0)
    // The value itself may change later.
    if (snapshot !== unsupported) {
      if (known.length === mostCopies) known.shift()
      known.push({ value: snapshot, copy: made })
    }
    return made
  }
}

const unsupported = Symbol('unsupported')

/** A copy of plain objects and primitive values; the order of the keys is part of the content. */
function snapshotOf(value: unknown, depth: number): unknown {
  if (typeof value === 'function') return unsupported
  if (typeof value !== 'object' || value === null) return value
  if (depth === maxDepth || Object.getPrototypeOf(value) !== Object.prototype) return unsupported
  const entries = Object.entries(value).map(([key, item]) => [key, snapshotOf(item, depth + 1)])
  return entries.some(([, item]) => item === unsupported)
    ? unsupported
    : Object.fromEntries(entries)
}

function isEqual(snapshot: unknown, value: unknown): boolean {
  if (typeof snapshot !== 'object' || snapshot === null) return Object.is(snapshot, value)
  if (typeof value !== 'object' || value === null) return false
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  const keys = Object.keys(snapshot)
  const others = Object.keys(value)
  return (
    keys.length === others.length &&
    keys.every(
      (key, at) => key === others[at] && isEqual((snapshot as Fields)[key], (value as Fields)[key]),
    )
  )
}

type Fields = Readonly<Record<string, unknown>>
