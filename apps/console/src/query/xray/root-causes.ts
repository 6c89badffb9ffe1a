import type { SegmentRow } from '../../model/segment-row.ts'
import { exceptionsOf, type SegmentException } from './exceptions.ts'
import { inferredType } from './service-type.ts'

/** The path from the entry point of a trace to the cause of its failure or duration. */
export interface RootCause {
  readonly services: readonly RootCauseService[]
  /** Whether the client of the trace saw it. */
  readonly clientImpacting: boolean
}

export interface RootCauseService {
  readonly name: string
  readonly type: string
  readonly inferred: boolean
  readonly entities: readonly RootCauseEntity[]
}

export interface RootCauseEntity {
  readonly name: string
  readonly remote: boolean
  /** Share of the duration of the trace; 0 to 1. */
  readonly coverage: number
  readonly exceptions: readonly SegmentException[]
}

export interface RootCauses {
  readonly fault: readonly RootCause[]
  readonly error: readonly RootCause[]
  readonly responsetime: readonly RootCause[]
}

type Children = ReadonlyMap<string, readonly SegmentRow[]>

/** Maximum number of causes of each kind. */
const maxCauses = 5

/** Root causes of a trace whose first row is its entry point. */
export function rootCauses(rows: readonly SegmentRow[]): RootCauses {
  const [root] = rows
  if (root === undefined) return { fault: [], error: [], responsetime: [] }
  const children: Children = Map.groupBy(rows, ({ ParentId }) => ParentId)
  const byId = new Map(rows.map((row) => [row.SegmentId, row]))
  const deepest = (hasFailed: (row: SegmentRow) => boolean) =>
    rows
      .filter((row) => hasFailed(row) && !(children.get(row.SegmentId) ?? []).some(hasFailed))
      .slice(0, maxCauses)
      .map((row) => ({
        services: servicesOn(pathTo(row, byId), root, children),
        clientImpacting: hasFailed(root),
      }))
  return {
    fault: deepest(({ Fault }) => Fault),
    error: deepest((row) => row.Error),
    responsetime: [
      { services: servicesOn(longestPath(root, children), root, children), clientImpacting: false },
    ],
  }
}

/** From the outermost ancestor that was received; ends at a cycle. */
function pathTo(row: SegmentRow, byId: ReadonlyMap<string, SegmentRow>): SegmentRow[] {
  const path = new Set<SegmentRow>()
  for (let at: SegmentRow | undefined = row; at && !path.has(at); at = byId.get(at.ParentId))
    path.add(at)
  return [...path].reverse()
}

/** From parent to the longest child, down to a row without children. */
function longestPath(root: SegmentRow, children: Children): SegmentRow[] {
  const path = new Set<SegmentRow>()
  for (let at: SegmentRow | undefined = root; at && !path.has(at); ) {
    path.add(at)
    at = (children.get(at.SegmentId) ?? []).reduce<SegmentRow | undefined>(
      (longest, row) =>
        longest && Number(longest.Duration) >= Number(row.Duration) ? longest : row,
      undefined,
    )
  }
  return [...path]
}

/** Each segment starts a service; so does a call whose callee sent no segment. */
function servicesOn(
  path: readonly SegmentRow[],
  root: SegmentRow,
  children: Children,
): RootCauseService[] {
  const services: (RootCauseService & { entities: RootCauseEntity[] })[] = []
  for (const row of path) {
    const { Name: name, Origin: type, IsSubsegment, Namespace } = row
    const entity = {
      name,
      remote: Namespace !== '',
      coverage: Number(row.Duration) / Math.max(1, Number(root.Duration)),
      exceptions: exceptionsOf(row),
    }
    const within = IsSubsegment ? services.at(-1) : undefined
    if (within) within.entities.push(entity)
    else services.push({ name, type, inferred: false, entities: [entity] })
    const hasSegment = children.get(row.SegmentId)?.some((child) => !child.IsSubsegment)
    if (within && entity.remote && !hasSegment)
      services.push({
        ...{ name, type: inferredType(row), inferred: true },
        entities: [{ ...entity, remote: false }],
      })
  }
  return services
}
