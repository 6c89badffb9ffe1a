import type { SegmentRow } from '../../model/segment-row.ts'
import { annotationsOf } from './annotations.ts'
import { formatXrayTraceId } from './trace-id.ts'

type Document = Record<string, unknown> & { readonly id: string }

/** The documents of one trace as they were sent, with subsegments nested in their segment. */
export function segmentDocuments(rows: readonly SegmentRow[]): readonly Document[] {
  const documents = new Map(rows.map((row) => [row.SegmentId, documentOf(row)]))
  const subsegments = Map.groupBy(
    rows.filter(({ IsSubsegment, ParentId }) => IsSubsegment && documents.has(ParentId)),
    ({ ParentId }) => ParentId,
  )
  const parents = new Map(rows.map(({ SegmentId, ParentId }) => [SegmentId, ParentId]))
  const inner = new Set<string>()
  for (const [parentId, children] of subsegments) {
    const parent = documents.get(parentId)
    if (parent === undefined || isCircle(parentId, parents)) continue
    parent.subsegments = children.map(({ SegmentId }) => documents.get(SegmentId))
    for (const { SegmentId } of children) inner.add(SegmentId)
  }
  return rows.flatMap(({ SegmentId }) => {
    const document = documents.get(SegmentId)
    return document === undefined || inner.has(SegmentId) ? [] : [document]
  })
}

/** Whether a row is its own ancestor; nesting it would not terminate. */
function isCircle(id: string, parents: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>()
  for (let current = id; parents.has(current); current = parents.get(current) ?? '') {
    if (seen.has(current)) return true
    seen.add(current)
  }
  return false
}

function documentOf(row: SegmentRow): Document {
  const start = Number(row.Timestamp.slice(0, -3)) / 1e6
  const end = Number(String(BigInt(row.Timestamp) + BigInt(row.Duration)).slice(0, -3)) / 1e6
  return {
    ...parsed(row.Other),
    id: row.SegmentId,
    trace_id: formatXrayTraceId(row.TraceId),
    ...(row.ParentId && { parent_id: row.ParentId }),
    name: row.Name,
    ...(row.IsSubsegment && { type: 'subsegment' }),
    start_time: start,
    ...(row.InProgress ? { in_progress: true } : { end_time: end }),
    ...(row.Namespace && { namespace: row.Namespace }),
    ...(row.Origin && { origin: row.Origin }),
    ...(row.Error && { error: true }),
    ...(row.Fault && { fault: true }),
    ...(row.Throttle && { throttle: true }),
    ...(Object.keys(row.Annotations).length > 0 && { annotations: annotationsOf(row) }),
    ...(row.User && { user: row.User }),
    ...field('metadata', row.Metadata),
    ...field('http', row.Http),
    ...field('sql', row.Sql),
    ...field('aws', row.Aws),
    ...field('cause', row.Cause),
    ...field('service', row.Service),
  }
}

function field(name: string, json: string): object {
  return json === '' ? {} : { [name]: JSON.parse(json) }
}

function parsed(json: string): object {
  return json === '' ? {} : JSON.parse(json)
}
