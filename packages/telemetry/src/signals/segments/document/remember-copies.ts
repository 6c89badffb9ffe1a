const maxCopies = 8
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
      if (known.length === maxCopies) known.shift()
      known.push({ value: snapshot, copy: made })
    }
    return made
  }
}

const unsupported = Symbol('unsupported')

/** The content of an object or a list, with its keys for a fast comparison. */
class Snapshot {
  readonly prototype: unknown
  readonly keys: readonly string[]
  /** Snapshots and primitive values. */
  readonly items: readonly unknown[]

  constructor(value: object, keys: readonly string[], items: readonly unknown[]) {
    this.prototype = Object.getPrototypeOf(value)
    this.keys = keys
    this.items = items
  }
}

/** The content of plain objects, lists and primitive values. */
function snapshotOf(value: unknown, depth: number): unknown {
  if (typeof value === 'function') return unsupported
  if (typeof value !== 'object' || value === null) return value
  const prototype = Object.getPrototypeOf(value)
  const isPlain = prototype === Object.prototype || prototype === Array.prototype
  if (depth === maxDepth || !isPlain) return unsupported
  const keys = Object.keys(value)
  const items = keys.map((key) => snapshotOf((value as Fields)[key], depth + 1))
  return items.includes(unsupported) ? unsupported : new Snapshot(value, keys, items)
}

function isEqual(snapshot: unknown, value: unknown): boolean {
  if (!(snapshot instanceof Snapshot)) return Object.is(snapshot, value)
  if (typeof value !== 'object' || value === null) return false
  if (Object.getPrototypeOf(value) !== snapshot.prototype) return false
  const { keys, items } = snapshot
  let count = 0
  for (const _key in value) count += 1
  if (count !== keys.length) return false
  for (let at = 0; at < count; at += 1) {
    const key = keys[at] as string
    if (!isEqual(items[at], (value as Fields)[key])) return false
    if (items[at] === undefined && !Object.hasOwn(value, key)) return false
  }
  return true
}

type Fields = Readonly<Record<string, unknown>>
