import { type Attributes, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { exceptionOf } from '../../recorded-exceptions.ts'
import type { SegmentLike } from '../native/sdk.ts'
import { type CapturedException, type Cause, cause, exception, withCauses } from './cause.ts'
import { type HttpBlock, httpAttributes, httpBlock } from './http-block.ts'
import { isIndexable } from './limit-fields.ts'
import { segmentName } from './segment-document.ts'
import { databaseNode, type SqlBlock, sqlAttributes, sqlBlock } from './sql-block.ts'

const mapped = new Set<string>([
  ...httpAttributes,
  ...sqlAttributes,
  'cruddur.request.outcome',
  'error.type',
  'user.id',
  'enduser.id',
])

interface Flags {
  /** Client error: 4xx or a client abort. */
  error?: true
  /** Throttled: 429. */
  throttle?: true
  /** Server error: 5xx, a timeout or an exception. */
  fault?: true
}

interface Described extends Flags {
  http?: HttpBlock
  sql?: SqlBlock
  cause?: Cause
  user?: string
}

const none: readonly CapturedException[] = []

/** Attributes of the application, which people search by. */
const indexed = /^(?:app|cruddur)\./

/** Copies the data of an ended span to its segment or subsegment; the document is redacted later. */
export function describeSpan(
  segment: SegmentLike,
  span: ReadableSpan,
  host: string | undefined,
): void {
  const { attributes, kind } = span
  const http = httpBlock(attributes, host)
  const sql = sqlBlock(attributes)
  const exceptions = exceptionsOf(span)
  const described: SegmentLike & Described = Object.assign(segment, flagsOf(span))
  if (http) described.http = http
  if (sql) described.sql = sql
  if (exceptions.length > 0) described.cause = cause(exceptions)
  if (kind === SpanKind.CLIENT || kind === SpanKind.PRODUCER) describeRemote(segment, span)
  const user = attributes['user.id'] ?? attributes['enduser.id']
  if (kind === SpanKind.SERVER && user !== undefined) described.user = String(user)
  describeAttributes(segment, attributes)
}

/** The service map has a node for each remote service, named after the subsegment. */
function describeRemote(segment: SegmentLike, { attributes, name }: ReadableSpan): void {
  if (attributes['rpc.system'] === 'aws-api') {
    Object.assign(segment, {
      namespace: 'aws',
      name: segmentName(String(attributes['rpc.service'] ?? name)),
      aws: {
        operation: String(attributes['rpc.method'] ?? name),
        region: attributes['cloud.region'],
        request_id: attributes['aws.request_id'],
      },
    })
    return
  }
  const isDatabase = 'db.system.name' in attributes || 'db.system' in attributes
  const node = isDatabase
    ? databaseNode(attributes)
    : (attributes['peer.service'] ?? attributes['server.address'] ?? name)
  Object.assign(segment, { namespace: 'remote', name: segmentName(String(node)) })
}

function describeAttributes(segment: SegmentLike, attributes: Attributes): void {
  const outcome = attributes['cruddur.request.outcome']
  if (outcome !== undefined) segment.addAnnotation('outcome', String(outcome))
  for (const key in attributes) {
    const value = attributes[key]
    if (mapped.has(key) || value === undefined) continue
    if (indexed.test(key) && isIndexable(value)) segment.addAnnotation(key, value)
    else segment.addMetadata(key, jsonValue(value), 'attributes')
  }
}

/** JSON has no NaN and no Infinity. */
function jsonValue(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

function exceptionsOf({ events, status, attributes }: ReadableSpan): readonly CapturedException[] {
  if (events.length === 0 && status.code !== SpanStatusCode.ERROR) return none
  const recorded = events
    .filter((event) => event.name === 'exception')
    .flatMap((event) => {
      const { attributes: about = {} } = event
      const captured = exception(
        String(about['exception.message'] ?? ''),
        String(about['exception.type'] ?? ''),
        String(about['exception.stacktrace'] ?? ''),
      )
      return withCauses(captured, exceptionOf(event))
    })
  if (recorded.length > 0 || status.code !== SpanStatusCode.ERROR || !status.message) {
    return recorded
  }
  return [exception(status.message, String(attributes['error.type'] ?? ''), '')]
}

/** Maps the terminal states of the other signals to X-Ray's three flags. */
function flagsOf({ attributes, status }: ReadableSpan): Flags {
  const outcome = attributes['cruddur.request.outcome']
  const code = Number(attributes['http.response.status_code'] ?? 0)
  if (outcome === 'client_aborted') return { error: true }
  if (outcome === 'timed_out' || outcome === 'server_closed') return { fault: true }
  if (code === 429) return { error: true, throttle: true }
  if (code >= 500) return { fault: true }
  if (code >= 400) return { error: true }
  return status.code === SpanStatusCode.ERROR ? { fault: true } : {}
}
