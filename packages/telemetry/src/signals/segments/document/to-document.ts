import { type Redactor, redacted } from '../../../redaction/index.ts'
import type { SegmentLike } from '../native/sdk.ts'
import { isSubsegment } from '../native/span-segments.ts'
import type { Cause } from './cause.ts'
import type { HttpBlock } from './http-block.ts'
import { limitFields } from './limit-fields.ts'
import type { SegmentDocument } from './segment-document.ts'
import { segmentName } from './segment-name.ts'
import type { SqlBlock } from './sql-block.ts'

const copied = [
  'end_time',
  'in_progress',
  'trace_id',
  'parent_id',
  'namespace',
  'error',
  'fault',
  'throttle',
  'aws',
  'service',
  'origin',
  'user',
  'precursor_ids',
  'traced',
  'links',
] as const

const longestKey = 500
const longestValue = 1000
const longestText = 4000

/**
 * The plain, redacted document of a segment with its subsegments, within X-Ray's limits and safe for
 * `JSON.stringify`. Open subsegments are marked `in_progress`.
 */
export function toDocument(
  segment: SegmentLike,
  redactor: Redactor,
  options: { readonly withoutChildren?: boolean } = {},
): SegmentDocument {
  const document = plainDocument(segment, redactor, options.withoutChildren === true)
  return isSubsegment(segment)
    ? independent(document, segment.segment.trace_id, segment.parent.id)
    : document
}

/** A subsegment that is sent separately has the IDs of its trace and its parent. */
export function independent(
  document: SegmentDocument,
  traceId: string,
  parentId: string,
): SegmentDocument {
  return { ...document, type: 'subsegment', trace_id: traceId, parent_id: parentId }
}

function plainDocument(
  segment: SegmentLike,
  redactor: Redactor,
  withoutChildren = false,
): SegmentDocument {
  const source = segment as unknown as Record<string, unknown>
  const document: SegmentDocument = {
    id: segment.id,
    name: segmentName(redactor.text(segment.name)),
    start_time: segment.start_time,
  }
  const fields = document as Record<string, unknown>
  for (const field of copied) {
    if (source[field] !== undefined) fields[field] = redactField(source[field], redactor)
  }
  if (source.http) fields.http = redactHttp(source.http as HttpBlock, redactor)
  if (source.sql) fields.sql = redactQuery(source.sql as SqlBlock, redactor)
  if (source.cause) document.cause = redactCause(source.cause as Cause, redactor)
  if (source.annotations) {
    const annotations = cleanAnnotations(source.annotations as object, redactor)
    document.annotations = annotations
  }
  if (source.metadata) {
    document.metadata = redactor.value(source.metadata) as Record<string, unknown>
  }
  if (segment.subsegments?.length && !withoutChildren) {
    document.subsegments = segment.subsegments.map((child) => plainDocument(child, redactor))
  }
  return limitFields(document)
}

/** IDs, times and flags are written by the recorder; users write the others. */
function redactField(value: unknown, redactor: Redactor): unknown {
  if (typeof value === 'string') return hexId.test(value) ? value : redactor.text(value)
  return typeof value === 'object' ? redactor.value(value) : value
}

const hexId = /^(?:1-[0-9a-f]{8}-[0-9a-f]{24}|[0-9a-f]{16})$/

/** X-Ray indexes keys of letters, digits and underscores. */
function cleanAnnotations(
  annotations: object,
  redactor: Redactor,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [
      redactor.text(key).replace(/\W/g, '_').slice(0, longestKey),
      annotationValue(key, value, redactor),
    ]),
  )
}

function annotationValue(key: string, value: unknown, redactor: Redactor) {
  const safe = redactor.hides(key, value) ? redacted : redactor.value(value)
  return typeof safe === 'string' ? safe.slice(0, longestValue) : (safe as number | boolean)
}

function redactHttp({ request, response }: HttpBlock, redactor: Redactor): HttpBlock {
  if (!request) return { ...(response && { response }) }
  const texts = Object.entries(request).map(([key, value]) => [
    key,
    typeof value === 'string'
      ? (key === 'url' ? redactor.url : redactor.text)(value).slice(0, longestText)
      : value,
  ])
  return { request: Object.fromEntries(texts), ...(response && { response }) }
}

function redactQuery(sql: SqlBlock, redactor: Redactor): SqlBlock {
  const { sanitized_query: query, ...rest } = sql
  return {
    ...(redactor.value(rest) as Omit<SqlBlock, 'sanitized_query'>),
    ...(query && { sanitized_query: redactor.sql(query).slice(0, longestText) }),
  }
}

function redactCause(cause: Cause, redactor: Redactor): SegmentDocument['cause'] & object {
  if (!cause.exceptions?.length) return cause
  const text = (value: string) => redactor.text(value).slice(0, longestText)
  return {
    ...cause,
    exceptions: cause.exceptions.map((exception) => ({
      ...exception,
      type: text(exception.type),
      message: text(exception.message),
      stack: exception.stack.map((frame) => ({
        ...frame,
        label: text(frame.label),
        path: text(frame.path),
      })),
    })),
  }
}
