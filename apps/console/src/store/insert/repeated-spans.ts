import type { RowSink } from '../../model/row-sink.ts'
import type { CountedBefore, SpanRow } from '../../model/span-row.ts'

/** Two generations of this many spans; about 20 MB. */
const maxGenerationSize = 65_536
/** Of one span; its further rows are stored without being remembered. */
const maxRemembered = 4

/** One insert; spans that repeat its spans are acknowledged with it. */
interface Insert {
  readonly done: Promise<void>
  isDone: boolean
}

/** A stored row of a span. */
interface Seen {
  readonly insert: Insert
  readonly content: string
  readonly isError: boolean
  readonly next: Seen | undefined
}

/**
 * Stores a span that arrives again, in the same or another batch, only once: exporters retry requests
 * whose acknowledgement was lost. A span sent at its start and at its end differs and is stored twice;
 * the second row, in either order, has what the summaries counted already.
 */
export function skipRepeatedSpans(sink: RowSink) {
  let recent = new Map<string, Seen>()
  let older = new Map<string, Seen>()

  const remember = (key: string, seen: Seen) => {
    if (recent.size >= maxGenerationSize) {
      older = recent
      recent = new Map()
    }
    recent.set(key, seen)
  }
  const forgetInsert = (key: string, insert: Insert) => {
    for (const generation of [recent, older]) {
      const left = withoutInsert(generation.get(key), insert)
      if (left === undefined) generation.delete(key)
      else generation.set(key, left)
    }
  }

  async function insertSpans(rows: readonly SpanRow[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const insert: Insert = { done: promise, isDone: false }
    const keys: string[] = []
    const earlier = new Set<Insert>()
    const fresh: SpanRow[] = []
    for (const row of rows) {
      const key = identityOf(row)
      const content = contentOf(row)
      const known = recent.get(key) ?? older.get(key)
      const repeated = find(known, content)
      if (repeated !== undefined) {
        if (repeated.insert !== insert && !repeated.insert.isDone) earlier.add(repeated.insert)
        continue
      }
      fresh.push(known === undefined ? row : { ...row, CountedBefore: countedBefore(known) })
      if (length(known) >= maxRemembered) continue
      keys.push(key)
      remember(key, { insert, content, isError: row.StatusCode === 'Error', next: known })
    }
    promise.catch(() => {
      for (const key of keys) forgetInsert(key, insert)
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

/** As in queries that show each span once. Equal for the same span only: a hash could drop another one. */
function identityOf({ TraceId, SpanId, SpanKind, ServiceName }: SpanRow): string {
  return `${TraceId}${SpanId}${SpanKind}${ServiceName}`
}

function contentOf({ Timestamp, Duration, StatusCode, RetainUntil }: SpanRow): string {
  return `${Timestamp} ${Duration}${StatusCode}${RetainUntil ?? ''}`
}

function find(seen: Seen | undefined, content: string): Seen | undefined {
  for (let at = seen; at !== undefined; at = at.next) if (at.content === content) return at
  return undefined
}

function countedBefore(seen: Seen): CountedBefore {
  for (let at: Seen | undefined = seen; at !== undefined; at = at.next) if (at.isError) return 2
  return 1
}

function length(seen: Seen | undefined): number {
  return seen === undefined ? 0 : 1 + length(seen.next)
}

function withoutInsert(seen: Seen | undefined, insert: Insert): Seen | undefined {
  if (seen === undefined) return undefined
  const next = withoutInsert(seen.next, insert)
  return seen.insert === insert ? next : { ...seen, next }
}
