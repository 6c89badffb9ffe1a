import { annotationValue } from '../../model/annotation.ts'
import type { SegmentRow } from '../../model/segment-row.ts'

/** A segment or subsegment with valid required fields. */
export type Block = Readonly<Record<string, unknown>>

/** Values that a subsegment inherits from its segment. */
export interface TraceContext {
  readonly traceId: string
  readonly serviceName: string
  readonly instanceId: string
  readonly retainUntil: number | undefined
}

const maxNameLength = 200
const maxAnnotations = 50
const maxAnnotationKeyLength = 500
const maxAnnotationValueLength = 1_000

/** Metadata key of the resource attribute, as the Collector's X-Ray exporter writes it. */
const instanceIdKey = 'otel.resource.service.instance.id'

/** Fields that are stored in columns. */
const known = new Set([
  ...['id', 'trace_id', 'parent_id', 'name', 'type', 'start_time', 'end_time', 'in_progress'],
  ...['namespace', 'origin', 'error', 'fault', 'throttle', 'annotations', 'metadata', 'http'],
  ...['sql', 'aws', 'cause', 'service', 'user', 'subsegments'],
])

export function segmentRow(
  block: Block,
  parentId: string,
  isSubsegment: boolean,
  { traceId, serviceName, instanceId, retainUntil }: TraceContext,
): SegmentRow {
  const start = microseconds(block.start_time)
  const end = block.end_time === undefined ? start : microseconds(block.end_time)
  const texts = textAnnotations(block.annotations)
  return {
    Timestamp: `${start}000`,
    Duration: end > start ? `${end - start}000` : '0',
    TraceId: traceId,
    SegmentId: String(block.id).toLowerCase(),
    ParentId: parentId,
    Name: String(block.name).slice(0, maxNameLength),
    ServiceName: serviceName.slice(0, maxNameLength),
    InstanceId: instanceId,
    IsSubsegment: isSubsegment,
    InProgress: block.end_time === undefined,
    Namespace: block.namespace === 'aws' || block.namespace === 'remote' ? block.namespace : '',
    Origin: typeof block.origin === 'string' ? block.origin.slice(0, maxNameLength) : '',
    Error: block.error === true,
    Fault: block.fault === true,
    Throttle: block.throttle === true,
    Annotations: Object.fromEntries(annotations(block.annotations)),
    Metadata: json(block.metadata),
    Http: json(block.http),
    Sql: json(block.sql),
    Aws: json(block.aws),
    Cause: json(block.cause),
    Service: json(block.service),
    User: typeof block.user === 'string' ? block.user.slice(0, maxAnnotationValueLength) : '',
    Other: json(otherFields(block, texts)),
    RetainUntil: retainUntil,
  }
}

/** The `service.instance.id` of a document; '' when it has none. */
export function instanceIdOf({ metadata }: Block): string {
  const id = fieldsOf(fieldsOf(metadata).default)[instanceIdKey]
  return typeof id === 'string' ? id.slice(0, maxNameLength) : ''
}

function fieldsOf(value: unknown): Block {
  return typeof value === 'object' && value !== null ? (value as Block) : {}
}

/** A double of epoch seconds has a resolution of about a quarter of a microsecond. */
function microseconds(seconds: unknown): number {
  return Math.round(Number(seconds) * 1e6)
}

function annotations(value: unknown): [key: string, text: string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value)
    .filter(([, annotation]) => ['string', 'number', 'boolean'].includes(typeof annotation))
    .slice(0, maxAnnotations)
    .map(([key, annotation]) => [
      key.slice(0, maxAnnotationKeyLength),
      String(annotation).slice(0, maxAnnotationValueLength),
    ])
}

/** Text values such as `"12"` that would otherwise be read back as numbers. */
function textAnnotations(value: unknown): [key: string, text: string][] {
  const sent = value as Readonly<Record<string, unknown>>
  return annotations(value).filter(
    ([key, text]) => typeof sent[key] === 'string' && typeof annotationValue(text) !== 'string',
  )
}

function otherFields(
  block: Block,
  textAnnotations: readonly [key: string, text: string][],
): Block | undefined {
  const others = Object.entries(block).filter(([key]) => !known.has(key))
  if (textAnnotations.length > 0) others.push(['annotations', Object.fromEntries(textAnnotations)])
  return others.length > 0 ? Object.fromEntries(others) : undefined
}

function json(value: unknown): string {
  return value === undefined || value === null ? '' : JSON.stringify(value)
}
