import type { SpanRow } from '../../model/span-row.ts'
import { attributeValue } from '../otlp/attribute-value.ts'

/** One tag or field as Jaeger's UI reads it; whole numbers beyond 2^53 are text. */
export interface JaegerKeyValue {
  readonly key: string
  readonly type: 'string' | 'bool' | 'int64' | 'float64'
  readonly value: string | boolean | number
}

interface Process {
  readonly serviceName: string
  readonly tags: readonly JaegerKeyValue[]
}

/** A trace in the JSON of Jaeger's UI: times and durations in microseconds. */
export function toJaegerTrace(traceID: string, rows: readonly SpanRow[]) {
  const processes: Record<string, Process> = {}
  const processIds = new Map<string, string>()

  const processOf = (row: SpanRow): string => {
    const identity = JSON.stringify([row.ServiceName, row.ResourceAttributes])
    const known = processIds.get(identity)
    if (known) return known
    const id = `p${processIds.size + 1}`
    processIds.set(identity, id)
    const { 'service.name': _, ...others } = row.ResourceAttributes
    processes[id] = { serviceName: row.ServiceName, tags: tagsOf(others) }
    return id
  }

  const spans = rows.map((row) => ({
    traceID,
    spanID: row.SpanId,
    operationName: row.SpanName,
    references: referencesOf(row),
    startTime: micros(row.Timestamp),
    duration: micros(row.Duration),
    tags: [...tagsOf(row.SpanAttributes), ...tagsOfFields(row)],
    logs: row['Events.Name'].map((name, index) => ({
      timestamp: micros(row['Events.Timestamp'][index] ?? '0'),
      fields: [
        ...(name === '' ? [] : [text('event', name)]),
        ...tagsOf(row['Events.Attributes'][index] ?? {}),
      ],
    })),
    processID: processOf(row),
    warnings: null,
  }))
  return { traceID, spans, processes, warnings: null }
}

function referencesOf(row: SpanRow) {
  const parent = row.ParentSpanId
    ? [{ refType: 'CHILD_OF', traceID: row.TraceId, spanID: row.ParentSpanId }]
    : []
  const links = row['Links.TraceId'].map((traceID, index) => {
    const isParent = row['Links.Attributes'][index]?.['opentracing.ref_type'] === 'child_of'
    const refType = isParent ? 'CHILD_OF' : 'FOLLOWS_FROM'
    return { refType, traceID, spanID: row['Links.SpanId'][index] ?? '' }
  })
  return [...parent, ...links]
}

/** Fields of an OpenTelemetry span that are tags in Jaeger. */
function tagsOfFields(row: SpanRow): JaegerKeyValue[] {
  const tags: JaegerKeyValue[] = []
  const add = (key: string, value: string) => {
    if (value !== '') tags.push(text(key, value))
  }
  add('otel.scope.name', row.ScopeName)
  add('otel.scope.version', row.ScopeVersion)
  if (row.SpanKind !== 'Unspecified') add('span.kind', row.SpanKind.toLowerCase())
  if (row.StatusCode !== 'Unset') add('otel.status_code', row.StatusCode.toUpperCase())
  if (row.StatusCode === 'Error' && row.SpanAttributes.error !== 'true')
    tags.push({ key: 'error', type: 'bool', value: true })
  add('otel.status_description', row.StatusMessage)
  add('w3c.tracestate', row.TraceState)
  return tags
}

function tagsOf(attributes: Readonly<Record<string, string>>): JaegerKeyValue[] {
  return Object.entries(attributes).map(([key, value]) => toKeyValue(key, value))
}

function toKeyValue(key: string, valueText: string): JaegerKeyValue {
  const typed = attributeValue(key, valueText)
  if (typed.type !== 'int64') return { key, ...typed }
  const number = Number(typed.value)
  return { key, type: 'int64', value: Number.isSafeInteger(number) ? number : typed.value }
}

function text(key: string, value: string): JaegerKeyValue {
  return { key, type: 'string', value }
}

/** Below 2^53 until the year 2255. */
function micros(nanos: string): number {
  return Number(BigInt(nanos) / 1_000n)
}
