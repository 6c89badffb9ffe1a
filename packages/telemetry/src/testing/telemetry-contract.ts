import type { RecordedSignals } from '../signals/registry.ts'
import type { RecordedSubsegment } from '../signals/segments/recorded-segment.ts'
import type { RecordedSpan } from '../signals/spans/recorded-span.ts'

/** Types of fields or attributes by name, such as `{ "http.route": "string" }`. */
export type FieldTypes = Readonly<Record<string, string>>

/** Names and types of the telemetry of a service, without values. */
export interface TelemetryContract {
  /** By span name; those of clients by `client` and `database client`, because names follow the SQL. */
  readonly spans: Readonly<Record<string, FieldTypes>>
  /** Annotations and metadata by the name of the segment or subsegment; `client` for remote ones. */
  readonly segments: Readonly<Record<string, FieldTypes>>
  /** By `event`, or by message for lines without one. */
  readonly logLines: Readonly<Record<string, FieldTypes>>
  /** Of every item. */
  readonly errorReports: FieldTypes
  /** By metric name; `unit` is the unit itself. */
  readonly metrics: Readonly<
    Record<string, { readonly unit: string; readonly attributes: FieldTypes }>
  >
}

/**
 * Summarizes the recorded telemetry as JSON, for a file that is compared like a snapshot. It contains names
 * and types only, sorted, so that it does not depend on values or on the order of requests. Metrics of
 * the Node.js runtime are left out, because some exist only after a garbage collection.
 *
 * @example
 * await expect(telemetryContract(telemetry)).toMatchFileSnapshot('../telemetry.json')
 */
export function telemetryContract(signals: RecordedSignals): string {
  const contract: TelemetryContract = {
    spans: merge(signals.spans.map((span) => [nameOfSpan(span), span.attributes])),
    segments: merge(signals.segments.flatMap(fieldsOfSegment)),
    logLines: merge(
      signals.logLines.map((line) => [String(line.event ?? line.msg ?? ''), flatten(line)]),
    ),
    errorReports: merge(signals.errorReports.map((item) => ['', flatten(item)]))[''] ?? {},
    metrics: metricsOf(signals),
  }
  return `${JSON.stringify(sorted(contract), null, 2)}\n`
}

function metricsOf({ metrics }: RecordedSignals): TelemetryContract['metrics'] {
  const own = metrics.filter(({ name }) => !/^(nodejs|v8js)\./.test(name))
  const attributes = merge(own.map((metric) => [metric.name, metric.attributes]))
  return Object.fromEntries(
    own.map(({ name, unit }) => [name, { unit, attributes: attributes[name] ?? {} }]),
  )
}

function nameOfSpan({ kind, name, attributes }: RecordedSpan): string {
  if (kind !== 'client') return name
  return 'db.system.name' in attributes ? 'database client' : 'client'
}

function fieldsOfSegment(segment: RecordedSubsegment): [string, object][] {
  const { annotations, metadata, namespace, subsegments = [] } = segment
  const name = namespace === 'remote' ? 'client' : segment.name
  // Metadata has a namespace.
  const fields = flatten(
    { ...(annotations ? { annotations } : {}), ...(metadata ? { metadata } : {}) },
    3,
  )
  return [[name, fields], ...subsegments.flatMap(fieldsOfSegment)]
}

/** Nested objects as `a.b`, down to the depth. */
function flatten(value: object, depth = 2, prefix = ''): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) =>
      depth > 1 && typeof item === 'object' && item !== null && !Array.isArray(item)
        ? flatten(item, depth - 1, `${prefix}${key}.`)
        : { [`${prefix}${key}`]: item },
    ),
  )
}

/** Unites the fields of all entries of a name; a field with values of two types gets both. */
function merge(entries: readonly (readonly [string, object])[]): Record<string, FieldTypes> {
  const merged = new Map<string, Map<string, Set<string>>>()
  for (const [name, fields] of entries) {
    const known = merged.get(name) ?? new Map<string, Set<string>>()
    merged.set(name, known)
    for (const [field, value] of Object.entries(fields))
      if (value !== undefined)
        known.set(field, (known.get(field) ?? new Set<string>()).add(typeOf(value)))
  }
  return Object.fromEntries(
    [...merged].map(([name, fields]) => [
      name,
      Object.fromEntries(
        [...fields].map(([field, types]) => [field, [...types].sort().join(' | ')]),
      ),
    ]),
  )
}

const typeOf = (value: unknown) =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}
