import type { Condition, Field } from '../model/condition.ts'

/** Values to bind, by parameter name. */
export type Parameters = Record<string, string | number | readonly string[]>

export interface ConditionSql {
  readonly text: string
  readonly parameters: Parameters
}

/** A condition as SQL over otel_traces. Every value, attribute keys included, is a bound parameter. */
export function conditionSql(condition: Condition): ConditionSql {
  const { bind, parameters } = binder('value')
  return { text: toSql(condition, bind), parameters }
}

/** What a span is grouped by, as text: `=` and the value, or '' for a span without that attribute. */
export function groupSql(field: Field): ConditionSql {
  const { bind, parameters } = binder('group')
  if (field.kind !== 'attribute') return { text: `concat('=', ${text(field, bind)})`, parameters }
  const sql = `if(${exists(field, bind)}, concat('=', ${text(field, bind)}), '')`
  return { text: sql, parameters }
}

function binder(prefix: string) {
  const parameters: Parameters = {}
  const bind: Bind = (value, type) => {
    const name = `${prefix}${Object.keys(parameters).length}`
    parameters[name] = value
    return `{${name}:${type}}`
  }
  return { bind, parameters }
}

type Bind = (value: string | number, type: 'String' | 'Float64') => string

function toSql(condition: Condition, bind: Bind): string {
  switch (condition.op) {
    case 'all':
    case 'any': {
      const parts = condition.conditions.map((part) => toSql(part, bind))
      if (parts.length === 0) return condition.op === 'all' ? '1' : '0'
      return `(${parts.join(condition.op === 'all' ? ' AND ' : ' OR ')})`
    }
    case 'not':
      return `NOT ${toSql(condition.condition, bind)}`
    case 'exists':
      return exists(condition.field, bind)
    case 'compare':
      return compare(condition, bind)
    default:
      return match(condition, bind)
  }
}

type Compare = Extract<Condition, { op: 'compare' }>

function compare({ field, comparison, value }: Compare, bind: Bind): string {
  if (field.kind === 'duration') return `(Duration ${comparison} ${bind(Number(value), 'Float64')})`
  // A text that is not empty is there when it is equal.
  const isPresent = typeof value === 'string' && value !== '' && /^!?=$/.test(comparison)
  const present = field.kind === 'attribute' && !isPresent ? `${exists(field, bind)} AND ` : ''
  // Not equal is also true of a span that has no such attribute.
  if (comparison === '!=') return `NOT (${present}${equals(field, value, bind)})`
  if (comparison === '=') return `(${present}${equals(field, value, bind)})`
  if (typeof value === 'number')
    return `(${present}ifNull(toFloat64OrNull(${text(field, bind)}) ${comparison} ${bind(value, 'Float64')}, 0))`
  return `(${present}${text(field, bind)} ${comparison} ${bind(value, 'String')})`
}

function equals(field: Field, value: string | number, bind: Bind): string {
  if (field.kind === 'status' && value === 'error') return isError
  if (typeof value === 'number')
    return `ifNull(toFloat64OrNull(${text(field, bind)}) = ${bind(value, 'Float64')}, 0)`
  return `${text(field, bind)} = ${bind(value, 'String')}`
}

type Match = Extract<Condition, { op: 'contains' | 'wildcard' | 'regex' }>

function match({ op, field, value }: Match, bind: Bind): string {
  const present = field.kind === 'attribute' ? `${exists(field, bind)} AND ` : ''
  const left = text(field, bind)
  if (op === 'contains')
    return `(${present}positionCaseInsensitiveUTF8(${left}, ${bind(value, 'String')}) > 0)`
  if (op === 'wildcard') return `(${present}${left} LIKE ${bind(likePattern(value), 'String')})`
  return `(${present}match(${left}, ${bind(value, 'String')}))`
}

/** `*` stands for any text; everything else for itself. */
function likePattern(wildcard: string): string {
  return wildcard.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%')
}

function exists(field: Field, bind: Bind): string {
  if (field.kind !== 'attribute') return `(${text(field, bind)} != '')`
  const { inSpan, inResource } = attributePlaces(field.key, bind)
  return `(${inSpan} > 0 OR ${inResource} > 0)`
}

/**
 * Where the key is among those of a span; written as often as needed, the engine looks once. `mapKeys`
 * would make a text of each key of each span. The attributes of the resource are read only where some
 * resource has the key.
 */
function attributePlaces(key: string, bind: Bind) {
  const bound = bind(key, 'String')
  const isOfResource = `(SELECT count() > 0 FROM console_resource_keys WHERE Key = ${bound})`
  const inResource = `indexOf(ResourceAttributes.keys, ${bound})`
  return {
    inSpan: `indexOf(SpanAttributes.keys, ${bound})`,
    inResource: `if(${isOfResource}, ${inResource}, 0)`,
    ofResource: `if(${isOfResource}, ResourceAttributes.values[${inResource}], '')`,
  }
}

function text(field: Field, bind: Bind): string {
  switch (field.kind) {
    case 'attribute': {
      const { inSpan, ofResource } = attributePlaces(field.key, bind)
      return `if(${inSpan} > 0, SpanAttributes.values[${inSpan}], ${ofResource})`
    }
    case 'status':
      return `multiIf(${isError}, 'error', StatusCode IN ('Ok', 'STATUS_CODE_OK'), 'ok', 'unset')`
    case 'span-kind':
      return "lower(replaceOne(SpanKind, 'SPAN_KIND_', ''))"
    default:
      return columns[field.kind]
  }
}

const isError = "StatusCode IN ('Error', 'STATUS_CODE_ERROR')"

const columns = {
  service: 'ServiceName',
  operation: 'SpanName',
  'status-message': 'StatusMessage',
  scope: 'ScopeName',
  duration: 'toString(Duration)',
  'trace-id': 'TraceId',
  'span-id': 'SpanId',
} as const
