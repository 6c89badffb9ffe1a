import type { SegmentRow } from '../../model/segment-row.ts'
import { type Facts, factsOf } from './facts.ts'
import { type RootCauses, rootCauses } from './root-causes.ts'
import { clientKey, readKey, serviceKey } from './service-key.ts'
import { inferredType } from './service-type.ts'

/** A call from one service to another, named by their keys. */
export interface Call {
  readonly from: string
  readonly to: string
  /** Nanoseconds since the epoch. */
  readonly startNano: string
  readonly facts: Facts
}

export interface TraceFacts {
  readonly traceId: string
  readonly startNano: string
  readonly facts: Facts
  /** By key: name and type; the first is the entry point of the trace. */
  readonly services: ReadonlyMap<string, Facts>
  readonly calls: readonly Call[]
  readonly rootCauses: RootCauses
}

/** Services and calls of one trace, from its segments in the order of their start. */
export function traceFacts(traceId: string, rows: readonly SegmentRow[]): TraceFacts {
  const byId = new Map(rows.map((row) => [row.SegmentId, row]))
  const segments = rows.filter(({ IsSubsegment }) => !IsSubsegment)
  const root = segments.find(({ ParentId }) => !byId.has(ParentId)) ?? segments[0] ?? rows[0]
  const ordered = root === undefined ? rows : [root, ...rows.filter((row) => row !== root)]
  const services = new Map<string, Facts>()
  const calls: Call[] = []

  const ofService = Map.groupBy(
    ordered.filter(({ IsSubsegment }) => !IsSubsegment),
    (row) => serviceKey(row.Name, row.Origin),
  )
  for (const [key, own] of ofService)
    services.set(key, named(key, own, { root: root !== undefined && own.includes(root) }))

  const parentIds = new Set(segments.map(({ ParentId }) => ParentId))
  for (const row of rows) {
    const owner = segmentOf(byId.get(row.ParentId), byId)
    const from = owner && serviceKey(owner.Name, owner.Origin)
    if (!row.IsSubsegment) {
      const facts = named(serviceKey(row.Name, row.Origin), [row], { root: row === root })
      calls.push({
        from: from ?? clientKey,
        to: serviceKey(row.Name, row.Origin),
        startNano: row.Timestamp,
        facts,
      })
    } else if (row.Namespace !== '' && !parentIds.has(row.SegmentId) && from !== undefined) {
      // The callee sent no segment; only the call is known.
      const key = serviceKey(row.Name, inferredType(row))
      const facts = named(key, [row], { inferred: true })
      services.set(key, services.get(key) ?? facts)
      calls.push({ from, to: key, startNano: row.Timestamp, facts })
    }
  }
  return {
    traceId,
    startNano: rows[0]?.Timestamp ?? '0',
    facts: factsOf(root?.Name ?? '', root?.Origin ?? '', ordered, {
      root: true,
      inferred: [...services.values()].some(({ inferred }) => inferred),
    }),
    services,
    calls,
    rootCauses: rootCauses(ordered),
  }
}

function named(key: string, rows: readonly SegmentRow[], is: Parameters<typeof factsOf>[3]): Facts {
  const { name, type } = readKey(key)
  return factsOf(name, type, rows, is)
}

/** The segment that contains a row; undefined when the chain of parents is a cycle. */
function segmentOf(
  row: SegmentRow | undefined,
  byId: ReadonlyMap<string, SegmentRow>,
): SegmentRow | undefined {
  const seen = new Set<SegmentRow>()
  let current = row
  while (current?.IsSubsegment && !seen.has(current)) {
    seen.add(current)
    current = byId.get(current.ParentId)
  }
  return current?.IsSubsegment ? undefined : current
}
