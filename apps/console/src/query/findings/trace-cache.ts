import type { Changes } from '../../model/changes.ts'

/** Keeps what was read of traces until a row of the trace arrives. */
export interface TraceCache<Value> {
  /** The cached values of these traces; `read` provides those of the others that it finds. */
  get(
    traceIds: readonly string[],
    read: (
      cached: ReadonlyMap<string, Value>,
      missing: readonly string[],
    ) => Promise<ReadonlyMap<string, Value>>,
  ): Promise<ReadonlyMap<string, Value>>
}

interface Entry<Value> {
  readonly value: Value
  readonly size: number
  readonly untilMillis: number
}

export interface TraceCacheOptions<Value> {
  /** Without, nothing is kept: others write to the store, too. */
  readonly changes: Changes | undefined
  readonly maxSize: number
  /** Retention removes rows without a notice. */
  readonly maxAgeMillis: number
  readonly sizeOf: (value: Value) => number
}

export function createTraceCache<Value>({
  changes,
  maxSize,
  maxAgeMillis,
  sizeOf,
}: TraceCacheOptions<Value>): TraceCache<Value> {
  /** The least recently used first. */
  const entries = new Map<string, Entry<Value>>()
  /** Traces that are being read, with the read that may keep its result. */
  const reading = new Map<string, object>()
  let size = 0

  const remove = (traceId: string) => {
    size -= entries.get(traceId)?.size ?? 0
    entries.delete(traceId)
  }
  changes?.onChange((rows) => {
    if (rows === undefined) {
      entries.clear()
      reading.clear()
      size = 0
    } else if (entries.size + reading.size > 0)
      for (const row of rows) {
        if (!('TraceId' in row)) return
        if (entries.has(row.TraceId)) remove(row.TraceId)
        reading.delete(row.TraceId)
      }
  })

  const find = (traceId: string): Entry<Value> | undefined => {
    const entry = entries.get(traceId)
    if (entry === undefined) return undefined
    entries.delete(traceId)
    if (entry.untilMillis < performance.now()) {
      size -= entry.size
      return undefined
    }
    entries.set(traceId, entry)
    return entry
  }
  const keep = (traceId: string, value: Value) => {
    remove(traceId)
    const entry = { value, size: sizeOf(value), untilMillis: performance.now() + maxAgeMillis }
    entries.set(traceId, entry)
    size += entry.size
    for (const [oldest] of entries) {
      if (size <= maxSize) return
      remove(oldest)
    }
  }

  return {
    get: async (traceIds, read) => {
      const cached = new Map<string, Value>()
      for (const traceId of traceIds) {
        const entry = find(traceId)
        if (entry !== undefined) cached.set(traceId, entry.value)
      }
      const missing = traceIds.filter((traceId) => !cached.has(traceId))
      if (missing.length === 0) return cached
      const thisRead = {}
      if (changes !== undefined) for (const traceId of missing) reading.set(traceId, thisRead)
      try {
        const fresh = await read(cached, missing)
        for (const [traceId, value] of fresh)
          if (reading.get(traceId) === thisRead) keep(traceId, value)
        return new Map([...cached, ...fresh])
      } finally {
        for (const traceId of missing)
          if (reading.get(traceId) === thisRead) reading.delete(traceId)
      }
    },
  }
}
