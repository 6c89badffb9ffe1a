import type { Redactor } from '../../../redaction/index.ts'
import type { SegmentLike } from '../native/sdk.ts'
import { isSubsegment } from '../native/span-segments.ts'
import type { Cause } from './cause.ts'
import type { HttpBlock } from './http-block.ts'
import { segmentName } from './segment-name.ts'
import type { SqlBlock } from './sql-block.ts'

/** A segment document; https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html */
export interface SegmentDocument {
  readonly id: string
  readonly name: string
  readonly start_time: number
  readonly [field: string]: unknown
  metadata?: Record<string, unknown>
  annotations?: Record<string, string | number | boolean>
  cause?: Cause | { readonly id?: string; readonly exceptions?: readonly [] }
  subsegments?: SegmentDocument[]
}

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

const mostAnnotations = 50
const longestKey = 500
const longestValue = 1000
const longestText = 4000

/**
 * The plain, redacted document of a segment with its subsegments; nothing in it can make
 * `JSON.stringify` throw. What is still open is marked `in_progress`.
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
    name: segmentName(segment.name),
    start_time: segment.start_time,
  }
  const fields = document as Record<string, unknown>
  for (const field of copied) {
    if (source[field] !== undefined) fields[field] = source[field]
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
  return document
}

/** X-Ray indexes keys of letters, digits and underscores. */
function cleanAnnotations(
  annotations: object,
  redactor: Redactor,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(annotations)
      .slice(0, mostAnnotations)
      .map(([key, value]) => [
        key.replace(/\W/g, '_').slice(0, longestKey),
        typeof value === 'string' ? annotationText(key, value, redactor) : value,
      ]),
  )
}

function annotationText(key: string, value: string, redactor: Redactor): string {
  return (redactor.isSensitive(key) ? '[redacted]' : redactor.text(value)).slice(0, longestValue)
}

function redactHttp(http: HttpBlock, redactor: Redactor): HttpBlock {
  const url = http.request?.url
  if (typeof url !== 'string') return http
  return { ...http, request: { ...http.request, url: redactor.url(url).slice(0, longestText) } }
}

function redactQuery(sql: SqlBlock, redactor: Redactor): SqlBlock {
  if (!sql.sanitized_query) return sql
  const query = redactor.sql(sql.sanitized_query).slice(0, longestText)
  return { ...sql, sanitized_query: query }
}

function redactCause(cause: Cause, redactor: Redactor): SegmentDocument['cause'] & object {
  if (!cause.exceptions?.length) return cause
  return {
    ...cause,
    exceptions: cause.exceptions.map((exception) => ({
      ...exception,
      message: redactor.text(exception.message).slice(0, longestText),
    })),
  }
}
