import { type Redactor, redacted } from '../../../redaction/index.ts'
import type { SegmentLike } from '../native/sdk.ts'
import { isSubsegment } from '../native/span-segments.ts'
import type { Cause } from './cause.ts'
import type { HttpBlock } from './http-block.ts'
import { cutTexts, limitFields } from './limit-fields.ts'
import { rememberCopies } from './remember-copies.ts'
import type { SegmentDocument } from './segment-document.ts'
import { segmentName } from './segment-document.ts'
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
  'origin',
  'user',
  'precursor_ids',
  'traced',
  'links',
] as const
/** They describe the process, so nearly every segment has the same. */
const ofProcess = ['aws', 'service'] as const

const longestKey = 500
const longestValue = 1000
const longestText = 4000
const rememberedKeys = 1000

export type ToDocument = (
  segment: SegmentLike,
  options?: { readonly withoutChildren?: boolean },
) => SegmentDocument

/** A subsegment that is sent separately has the IDs of its trace and its parent. */
export function independent(
  document: SegmentDocument,
  traceId: string,
  parentId: string,
): SegmentDocument {
  return { ...document, type: 'subsegment', trace_id: traceId, parent_id: parentId }
}

/**
 * Creates the plain, redacted document of a segment with its subsegments, within X-Ray's limits and safe
 * for `JSON.stringify`. Open subsegments are marked `in_progress`.
 */
export function createToDocument(redactor: Redactor): ToDocument {
  const annotationKeys = new Map<string, string>()
  const copyBlock = (value: unknown) => cutTexts(redactor.value(value))
  const copyOfProcess = rememberCopies(copyBlock)

  function plainDocument(segment: SegmentLike, withoutChildren: boolean): SegmentDocument {
    const source = segment as unknown as Record<string, unknown>
    const document: SegmentDocument = {
      id: segment.id,
      name: segmentName(redactor.text(segment.name)),
      start_time: segment.start_time,
    }
    const fields = document as Record<string, unknown>
    for (const field of copied) {
      const value = source[field]
      if (value !== undefined) fields[field] = redactField(value)
    }
    // Those of a subsegment describe a call.
    const copy = isSubsegment(segment) ? copyBlock : copyOfProcess
    for (const field of ofProcess) {
      const value = source[field]
      if (value !== undefined) fields[field] = copy(value)
    }
    if (source.http) fields.http = redactHttp(source.http as HttpBlock)
    if (source.sql) fields.sql = redactQuery(source.sql as SqlBlock)
    if (source.cause) document.cause = redactCause(source.cause as Cause)
    if (source.annotations) document.annotations = cleanAnnotations(source.annotations)
    if (source.metadata) {
      document.metadata = redactor.value(source.metadata) as Record<string, unknown>
    }
    if (segment.subsegments?.length && !withoutChildren) {
      document.subsegments = segment.subsegments.map((child) => plainDocument(child, false))
    }
    limitFields(document)
    return document
  }

  /** IDs, times and flags are written by the recorder; users write the others. */
  function redactField(value: unknown): unknown {
    if (typeof value === 'string') return hexId.test(value) ? value : redactor.text(value)
    return typeof value === 'object' ? redactor.value(value) : value
  }

  /** X-Ray indexes keys of letters, digits and underscores. */
  function annotationKey(key: string): string {
    const known = annotationKeys.get(key)
    if (known !== undefined) return known
    const clean = redactor.text(key).replace(/\W/g, '_').slice(0, longestKey)
    if (annotationKeys.size < rememberedKeys) annotationKeys.set(key, clean)
    return clean
  }

  function cleanAnnotations(annotations: object): SegmentDocument['annotations'] & object {
    const clean: SegmentDocument['annotations'] & object = {}
    for (const key of Object.keys(annotations)) {
      const value = (annotations as Record<string, unknown>)[key]
      const safe = redactor.hides(key, value) ? redacted : redactor.value(value)
      clean[annotationKey(key)] =
        typeof safe === 'string' ? safe.slice(0, longestValue) : (safe as number | boolean)
    }
    return clean
  }

  function redactHttp({ request, response }: HttpBlock): HttpBlock {
    return {
      ...(request && { request: redactRequest(request) }),
      ...(response && { response: redactor.value(response) as HttpBlock['response'] & object }),
    }
  }

  function redactRequest(request: HttpBlock['request'] & object): HttpBlock['request'] & object {
    const safe: Record<string, string | boolean> = {}
    for (const key of Object.keys(request)) {
      const value = request[key]
      safe[key] =
        typeof value === 'string'
          ? (key === 'url' ? redactor.url : redactor.text)(value).slice(0, longestText)
          : (redactor.value(value) as boolean)
    }
    return safe
  }

  function redactQuery(sql: SqlBlock): SqlBlock {
    const { sanitized_query: query, ...rest } = sql
    return {
      ...(redactor.value(rest) as Omit<SqlBlock, 'sanitized_query'>),
      ...(query && { sanitized_query: redactor.sql(query).slice(0, longestText) }),
    }
  }

  function redactCause(cause: Cause): SegmentDocument['cause'] & object {
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

  return (segment, { withoutChildren = false } = {}) => {
    const document = plainDocument(segment, withoutChildren)
    return isSubsegment(segment)
      ? independent(document, segment.segment.trace_id, segment.parent.id)
      : document
  }
}

const hexId = /^(?:1-[0-9a-f]{8}-[0-9a-f]{24}|[0-9a-f]{16})$/
