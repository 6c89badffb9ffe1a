import { truncateUtf8 } from '../../otlp/truncate-utf8.ts'

/** A line as OTLP describes it. */
export interface LogRecord {
  /** Milliseconds since the epoch; undefined if the line has no valid time. */
  readonly timeMillis: number | undefined
  /** 0 for levels of the application. */
  readonly severityNumber: number
  readonly severityText: string
  readonly body: string | undefined
  /** `''` without a valid ID. */
  readonly traceId: string
  readonly spanId: string
  /** Without a prototype, so that any name is an ordinary key. */
  readonly attributes: Readonly<Record<string, unknown>>
}

/** @see https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const severityNumbers = new Map<unknown, number>([
  ['trace', 1],
  ['debug', 5],
  ['info', 9],
  ['warn', 13],
  ['error', 17],
  ['fatal', 21],
])
/** @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
const exceptionNames = new Map([
  ['err.type', 'exception.type'],
  ['err.message', 'exception.message'],
  ['err.stack', 'exception.stacktrace'],
])
const traceIdForm = /^(?!0{32})[0-9a-f]{32}$/
const spanIdForm = /^(?!0{16})[0-9a-f]{16}$/
/** After the year 2500, nanoseconds do not fit 64 bits. */
const endOfTimeMillis = 16_725_225_600_000
const maxDepth = 8

/**
 * Converts a line. Fields without a place in the record become attributes; those of objects are
 * joined with dots, as most backends store flat attributes.
 *
 * @param known fields that the resource already has
 * @throws Error for text that is not a JSON object
 */
export function toLogRecord(line: string, known: Readonly<Record<string, unknown>>): LogRecord {
  const { level, time, msg, trace_id, span_id, ...fields } = parseObject(line)
  const traceId = validId(trace_id, traceIdForm)
  const spanId = traceId && validId(span_id, spanIdForm)
  const attributes: Record<string, unknown> = Object.create(null)
  if (typeof msg !== 'string') fields.msg = msg
  if (!traceId) fields.trace_id = trace_id
  if (!spanId) fields.span_id = span_id
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && known[name] !== value) flatten(name, value, 1, attributes)
  }
  return {
    timeMillis: isTime(time) ? time : undefined,
    severityNumber: severityNumbers.get(level) ?? 0,
    severityText: typeof level === 'string' ? level : '',
    body: typeof msg === 'string' ? truncateUtf8(msg) : undefined,
    traceId,
    spanId,
    attributes,
  }
}

function parseObject(line: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(line)
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return parsed as Record<string, unknown>
  }
  throw new TypeError('not an object')
}

const validId = (value: unknown, form: RegExp) =>
  typeof value === 'string' && form.test(value) ? value : ''

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value < endOfTimeMillis

function flatten(
  name: string,
  value: unknown,
  depth: number,
  attributes: Record<string, unknown>,
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const safe = typeof value === 'string' ? truncateUtf8(value) : value
    attributes[exceptionNames.get(name) ?? name] = safe
  } else if (depth === maxDepth) attributes[name] = truncateUtf8(JSON.stringify(value))
  else {
    for (const [key, each] of Object.entries(value)) {
      flatten(`${name}.${key}`, each, depth + 1, attributes)
    }
  }
}
