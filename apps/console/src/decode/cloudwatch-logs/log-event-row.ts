import type { LogRow } from '../../model/log-row.ts'
import { flattenAttributes } from './flatten-attributes.ts'
import { readSeverity } from './severity.ts'

/** One event of PutLogEvents with its group, stream and ID. */
export interface ReceivedLogEvent {
  readonly timestampMillis: number
  readonly message: string
  readonly logGroupName: string
  readonly logStreamName: string
  readonly eventId: string
}

type Line = Readonly<Record<string, unknown>>

/**
 * Returns the row of a log event. pino's JSON lines are parsed: trace ID, span ID, level, service and
 * message become columns, other fields become attributes, and `log.record.original` keeps the line.
 * Any other text becomes the body.
 */
export function logEventRow(event: ReceivedLogEvent): LogRow {
  const line = parseLine(event.message)
  const read = line === undefined ? plainText(event.message) : readLine(line, event.message)
  return {
    Timestamp: `${event.timestampMillis}000000`,
    ...read,
    ResourceSchemaUrl: '',
    ResourceAttributes: {
      ...(read.ServiceName && { 'service.name': read.ServiceName }),
      ...instanceOf(event.logStreamName, read.ServiceName),
      'aws.log.group.names': event.logGroupName,
      'aws.log.stream.names': event.logStreamName,
    },
    ScopeSchemaUrl: '',
    ScopeName: '',
    ScopeVersion: '',
    ScopeAttributes: {},
    LogAttributes: { ...read.LogAttributes, 'log.record.uid': event.eventId },
    EventName: '',
  }
}

/** @cruddur/telemetry names streams `service/instance/date`, one per service instance. */
function instanceOf(stream: string, service: string): Record<string, string> {
  const [, name, instance] = /^(.+)\/([^/]+)\/\d{4}-\d\d-\d\d$/.exec(stream) ?? []
  if (service === '' || name !== service || instance === undefined) return {}
  return { 'service.instance.id': instance }
}

function parseLine(message: string): Line | undefined {
  if (!message.startsWith('{')) return undefined
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}

function plainText(message: string) {
  return {
    ...{ TraceId: '', SpanId: '', TraceFlags: 0, ServiceName: '' },
    ...readSeverity(undefined),
    Body: message,
    LogAttributes: {},
  }
}

function readLine(line: Line, message: string) {
  const { trace_id, span_id, trace_flags, level, service, msg, time: _, ...rest } = line
  const traceId = hexId(trace_id, 32)
  const spanId = hexId(span_id, 16)
  return {
    TraceId: traceId,
    SpanId: traceId && spanId,
    TraceFlags: traceFlags(trace_flags),
    ...readSeverity(level),
    ServiceName: typeof service === 'string' ? service.slice(0, 256) : '',
    Body: typeof msg === 'string' ? msg : message,
    LogAttributes: {
      ...flattenAttributes({
        // Invalid IDs stay attributes.
        ...(traceId === '' && trace_id !== undefined && { trace_id }),
        ...(spanId === '' && span_id !== undefined && { span_id }),
        ...(typeof service === 'object' && { service }),
        ...rest,
      }),
      'log.record.original': message,
    },
  }
}

function hexId(value: unknown, digits: number): string {
  if (typeof value !== 'string' || value.length !== digits) return ''
  return /^(?!0+$)[0-9a-f]+$/i.test(value) ? value.toLowerCase() : ''
}

function traceFlags(value: unknown): number {
  if (typeof value === 'number') return value & 0xff
  return typeof value === 'string' && /^[0-9a-f]{2}$/i.test(value) ? Number.parseInt(value, 16) : 0
}
