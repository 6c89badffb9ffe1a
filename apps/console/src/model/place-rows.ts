/** The properties that place a span or a segment in a waterfall. */
export interface PlacedRow {
  readonly spanId: string
  /** '' for a root. */
  readonly parentSpanId: string
  readonly kind: string
  readonly service: string
  /** Nanoseconds since the epoch as decimal text. */
  readonly startUnixNano: string
  readonly durationNano: string
}

export interface Place {
  /** Unique in the trace: the span ID, with the kind when an earlier row has the same ID. */
  readonly rowId: string
  readonly depth: number
  /** The parent is named but missing, or the chain of parents is a cycle. */
  readonly orphan: boolean
  /** Nanoseconds that the row starts before its caller or after its end: the clocks of two services differ. */
  readonly clockSkewNano?: string
}

const isCaller = ({ kind }: PlacedRow) => /^(?:client|producer)$/i.test(kind)
/** Differences that are not worth a mark. */
const minSkewNanos = 1_000_000n

/**
 * Rows of one trace in waterfall order: each directly after its parent, siblings by start. Every row is
 * placed: one with a missing parent or on a cycle starts a tree of its own. Where a client and a server
 * share one span ID (Zipkin, B3), the server is below the client and their children below the server.
 */
export function placeRows<Row extends PlacedRow>(rows: readonly Row[]): (Row & Place)[] {
  const byStart = [...rows].sort(compareStarts)
  const byId = Map.groupBy(byStart, ({ spanId }) => spanId)
  for (const [id, sharing] of byId)
    if (sharing.length > 1)
      byId.set(
        id,
        [...sharing].sort((a, b) => Number(isCaller(b)) - Number(isCaller(a))),
      )

  const parentOf = (row: Row): Row | undefined => {
    const [first] = byId.get(row.spanId) ?? []
    if (first !== row && first !== undefined && isCaller(first) && !isCaller(row)) return first
    const named = byId.get(row.parentSpanId) ?? []
    const candidates = named.filter((other) => other !== row)
    // A row that names itself is a cycle of one.
    return (
      candidates.findLast(({ service }) => service === row.service) ?? candidates.at(-1) ?? named[0]
    )
  }

  const parents = new Map(byStart.map((row) => [row, parentOf(row)]))
  const children = Map.groupBy(byStart, (row) => parents.get(row))
  const placed: (Row & Place)[] = []
  const seen = new Set<Row>()
  const rowIds = new Set<string>()

  const placeTree = (root: Row, orphan: boolean) => {
    // A stack instead of recursion: a chain of 50,000 spans must not end the process.
    const stack = [{ row: root, depth: 0, orphan, service: root.service }]
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { row, depth, orphan } = next
      if (seen.has(row)) continue
      seen.add(row)
      // A subsegment that was sent alone does not name its service.
      const service = row.service || next.service
      const skew = depth === 0 ? undefined : clockSkew(row, parents.get(row))
      placed.push({
        ...row,
        service,
        ...{ rowId: rowIdOf(row, rowIds), depth, orphan },
        ...(skew !== undefined && { clockSkewNano: String(skew) }),
      })
      for (const child of (children.get(row) ?? []).toReversed())
        stack.push({ row: child, depth: depth + 1, orphan: false, service })
    }
  }

  for (const row of byStart)
    if (parents.get(row) === undefined) placeTree(row, row.parentSpanId !== '')
  for (const row of byStart) if (!seen.has(row)) placeTree(row, true)
  return placed
}

function rowIdOf({ spanId, kind }: PlacedRow, taken: Set<string>): string {
  let id = taken.has(spanId) ? `${spanId}-${kind.toLowerCase()}` : spanId
  while (taken.has(id)) id += '-again'
  taken.add(id)
  return id
}

/** Within one service a child may start after its parent has ended. */
function clockSkew(row: PlacedRow, parent: PlacedRow | undefined): bigint | undefined {
  if (parent === undefined || parent.service === row.service || row.service === '') return undefined
  const [start, parentStart] = [BigInt(row.startUnixNano), BigInt(parent.startUnixNano)]
  const before = parentStart - start
  const after = isCaller(parent) ? start - parentStart - BigInt(parent.durationNano) : 0n
  const skew = before > after ? before : after
  // A producer does not wait for its consumer.
  if (skew === after && /^producer$/i.test(parent.kind)) return undefined
  return skew >= minSkewNanos ? skew : undefined
}

function compareStarts(a: PlacedRow, b: PlacedRow): number {
  const [one, other] = [a.startUnixNano, b.startUnixNano]
  return one.length - other.length || compareText(one, other) || compareText(a.spanId, b.spanId)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
