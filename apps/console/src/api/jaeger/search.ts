import type { Condition, Field } from '../../model/condition.ts'
import type { SpanTraceSearch } from '../../query/search-traces.ts'
import { JaegerError } from './jaeger-error.ts'
import { goDuration, instant, microsInstant, type Parameters, wholeNumber } from './parameters.ts'

const defaultLimit = 100
/** The maximum that Jaeger's UI requests. */
const maxLimit = 1_500
const defaultLookbackMillis = 172_800_000

/** The search of `/api/traces`: microseconds, `tag=key:value` and `tags={"key":"value"}`. */
export function readOldSearch(parameters: Parameters, nowMillis = Date.now()): SpanTraceSearch {
  const { first, all } = parameters
  const service = first('service')
  if (service === undefined) throw new JaegerError(400, 'The parameter service is required')
  const start = first('start')
  const end = first('end')
  const tags = all('tag').map((tag): [string, string] => {
    const colon = tag.indexOf(':')
    if (colon < 1) throw new JaegerError(400, 'The parameter tag must be key:value')
    return [tag.slice(0, colon), tag.slice(colon + 1)]
  })
  return {
    service,
    start:
      start === undefined ? lookback(first('lookback'), nowMillis) : microsInstant('start', start),
    ...(end !== undefined && { end: microsInstant('end', end) }),
    ...search(parameters, {
      operation: ['operation'],
      minDuration: ['minDuration'],
      maxDuration: ['maxDuration'],
      limit: ['limit'],
      tags: [...tags, ...all('tags').flatMap((json) => readTags('tags', json))],
    }),
  }
}

/** The search of `/api/v3/traces`: `query.startTimeMin` or `query.start_time_min`, and so on. */
export function readSearch(parameters: Parameters): SpanTraceSearch {
  const { first, all } = parameters
  const service = first('query.serviceName', 'query.service_name')
  const start = first('query.startTimeMin', 'query.start_time_min')
  const end = first('query.startTimeMax', 'query.start_time_max')
  if (start === undefined || end === undefined)
    throw new JaegerError(
      400,
      'The parameters query.startTimeMin and query.startTimeMax are required',
    )
  if (first('query.filter') !== undefined)
    throw new JaegerError(400, 'The parameter query.filter is not supported: use query.attributes')
  return {
    ...(service !== undefined && { service }),
    start: instant('query.startTimeMin', start),
    end: instant('query.startTimeMax', end),
    ...search(parameters, {
      // Jaeger's UI sends the last one.
      operation: [
        'query.operationName',
        'query.operation_name',
        'query.spanName',
        'query.span_name',
      ],
      minDuration: ['query.durationMin', 'query.duration_min'],
      maxDuration: ['query.durationMax', 'query.duration_max'],
      limit: ['query.searchDepth', 'query.search_depth', 'query.num_traces'],
      tags: all('query.attributes').flatMap((json) => readTags('query.attributes', json)),
    }),
  }
}

interface Names {
  readonly operation: readonly string[]
  readonly minDuration: readonly string[]
  readonly maxDuration: readonly string[]
  readonly limit: readonly string[]
  readonly tags: readonly (readonly [key: string, value: string])[]
}

/** Parameters of both versions, which name them differently. */
function search(
  { first }: Parameters,
  names: Names,
): Pick<SpanTraceSearch, 'operation' | 'limit' | 'condition'> {
  const operation = first(...names.operation)
  const limit = first(...names.limit)
  const duration = (comparison: '>=' | '<=', [name = '', ...aliases]: readonly string[]) => {
    const text = first(name, ...aliases)
    if (text === undefined) return []
    return [compare({ kind: 'duration' }, comparison, goDuration(name, text))]
  }
  const conditions = [
    ...duration('>=', names.minDuration),
    ...duration('<=', names.maxDuration),
    ...names.tags.map(([key, value]) => tagCondition(key, value)),
  ]
  return {
    ...(operation !== undefined && operation !== 'all' && { operation }),
    limit:
      limit === undefined
        ? defaultLimit
        : Math.min(maxLimit, wholeNumber(names.limit[0] ?? '', limit)),
    condition: { op: 'all', conditions },
  }
}

/** Some Jaeger tags are fields of an OpenTelemetry span. */
function tagCondition(key: string, value: string): Condition {
  if (key === 'error') {
    const failed = compare({ kind: 'status' }, '=', 'error')
    return value === 'true' ? failed : { op: 'not', condition: failed }
  }
  if (key === 'span.kind') return compare({ kind: 'span-kind' }, '=', value.toLowerCase())
  if (key === 'otel.status_code') return compare({ kind: 'status' }, '=', value.toLowerCase())
  if (key === 'otel.status_description') return compare({ kind: 'status-message' }, '=', value)
  if (key === 'otel.scope.name') return compare({ kind: 'scope' }, '=', value)
  return compare({ kind: 'attribute', key }, '=', value)
}

function compare(field: Field, comparison: '=' | '>=' | '<=', value: string | bigint): Condition {
  return { op: 'compare', field, comparison, value }
}

function readTags(name: string, json: string): [string, string][] {
  try {
    // A number keeps the digits it was written with.
    const tags: unknown = JSON.parse(json, keepDigits)
    if (typeof tags === 'object' && tags !== null && !Array.isArray(tags))
      return Object.entries(tags).map(([key, value]) => [key, String(value)])
  } catch {
    // Refused like any other text that is not an object.
  }
  throw new JaegerError(
    400,
    `The parameter ${name} must be a JSON object such as {"http.method":"GET"}`,
  )
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? value) : value
}

/** `custom` requires start and end, so the default applies. */
function lookback(text: string | undefined, nowMillis: number): string {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text ?? '') ?? []
  const millis = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[unit ?? '']
  const backMillis = millis === undefined ? defaultLookbackMillis : Number(count) * millis
  return new Date(Math.max(0, nowMillis - backMillis)).toISOString()
}
