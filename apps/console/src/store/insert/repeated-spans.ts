import type { RowSink } from '../../model/row-sink.ts'
import type { SpanRow } from '../../model/span-row.ts'

/** Two generations of this many spans; about 15 MB. */
const maxGenerationSize = 65_536

/** One insert; spans that repeat its spans are acknowledged with it. */
interface Insert {
  readonly done: Promise<void>
  isDone: boolean
}

/**
 * Stores a span that arrives again, in the same or another batch, only once: exporters retry requests
 * whose acknowledgement was lost. A span sent at its start and at its end differs and is stored twice.
 */
export function skipRepeatedSpans(sink: RowSink) {
  let recent = new Map<string, Insert>()
  let older = new Map<string, Insert>()

  const remember = (key: string, insert: Insert) => {
    if (recent.size >= maxGenerationSize) {
      older = recent
      recent = new Map()
    }
    recent.set(key, insert)
  }

  async function insertSpans(rows: readonly SpanRow[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const insert: Insert = { done: promise, isDone: false }
    const keys: string[] = []
    const earlier = new Set<Insert>()
    const fresh = rows.filter((row) => {
      const key = keyOf(row)
      const known = recent.get(key) ?? older.get(key)
      if (known === undefined) {
        keys.push(key)
        remember(key, insert)
      } else if (known !== insert && !known.isDone) earlier.add(known)
      return known === undefined
    })
    promise.catch(() => {
      for (const key of keys) {
        if (recent.get(key) === insert) recent.delete(key)
        if (older.get(key) === insert) older.delete(key)
      }
    })
    try {
      await sink.insert('spans', fresh)
      insert.isDone = true
      resolve()
    } catch (error) {
      reject(error)
      throw error
    }
    for (const { done } of earlier) await done
  }

  const skipping: RowSink = {
    insert: (kind, rows) =>
      kind === 'spans' ? insertSpans(rows as readonly SpanRow[]) : sink.insert(kind, rows),
  }
  return {
    sink: skipping,
    /** Forgets all spans after the data were cleared. */
    forget: () => {
      recent.clear()
      older.clear()
    },
  }
}

/** Equal for the same content only: a hash could drop another span. */
function keyOf(row: SpanRow): string {
  const { TraceId, SpanId, SpanKind, ServiceName, Timestamp, Duration, StatusCode } = row
  return `${TraceId}${SpanId}${SpanKind}${ServiceName} ${Timestamp} ${Duration}${StatusCode}${row.RetainUntil ?? ''}`
}
