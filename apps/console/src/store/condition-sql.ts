import type { Comparison, Condition, Field, Value } from '../model/condition.ts'
import { type AttributesColumn, type Binder, createBinder, type Parameters } from './binder.ts'
import { compareNumber } from './number-sql.ts'
import type { ResourceKeys } from './resource-keys.ts'

export interface ConditionSql {
  readonly text: string
  readonly parameters: Parameters
}

/**
 * A condition as SQL over otel_traces, or over a table of metrics. Every value, attribute keys included,
 * is a bound parameter.
 */
export function conditionSql(
  condition: Condition,
  keys: ResourceKeys,
  attributes?: AttributesColumn,
): ConditionSql {
  const { binder, parameters } = createBinder('value', keys, attributes)
  return { text: toSql(condition, binder), parameters }
}

/** The group of a span or a data point as text: `=` and the value, or '' without the attribute. */
export function groupSql(
  field: Field,
  keys: ResourceKeys,
  attributes?: AttributesColumn,
): ConditionSql {
  const { binder, parameters } = createBinder('group', keys, attributes)
  if (field.kind !== 'attribute') return { text: `concat('=', ${text(field, binder)})`, parameters }
  const sql = `if(${exists(field, binder)}, concat('=', ${text(field, binder)}), '')`
  return { text: sql, parameters }
}

function toSql(condition: Condition, binder: Binder): string {
  switch (condition.op) {
    case 'all':
    case 'any': {
      const parts = condition.conditions.map((part) => toSql(part, binder))
      if (parts.length === 0) return condition.op === 'all' ? '1' : '0'
      return `(${parts.join(condition.op === 'all' ? ' AND ' : ' OR ')})`
    }
    case 'not':
      return `NOT ${toSql(condition.condition, binder)}`
    case 'exists':
      return exists(condition.field, binder)
    case 'compare':
      return compare(condition, binder)
    default:
      return match(condition, binder)
  }
}

type Compare = Extract<Condition, { op: 'compare' }>

function compare({ field, comparison, value }: Compare, binder: Binder): string {
  if (typeof value === 'bigint') return compareDuration(comparison, value, binder)
  // A text that is not empty is there when it is equal.
  const isPresent = typeof value === 'string' && value !== '' && /^!?=$/.test(comparison)
  const present = field.kind === 'attribute' && !isPresent ? `${exists(field, binder)} AND ` : ''
  // Not equal is also true of a span that has no such attribute.
  if (comparison === '!=') return `NOT (${present}${compareValue(field, '=', value, binder)})`
  return `(${present}${compareValue(field, comparison, value, binder)})`
}

function compareDuration(comparison: Comparison, nanos: bigint, binder: Binder): string {
  const bound = nanos < maxUInt64 ? nanos : maxUInt64
  return `(Duration ${comparison} ${binder.bind(String(bound), 'UInt64')})`
}

type NotDuration = Exclude<Value, bigint>

function compareValue(field: Field, comparison: Comparison, value: NotDuration, binder: Binder) {
  if (typeof value !== 'string')
    return compareNumber(text(field, binder), comparison, value, binder)
  if (field.kind === 'status' && comparison === '=' && value === 'error') return isError
  return `${text(field, binder)} ${comparison} ${binder.bind(value, 'String')}`
}

const maxUInt64 = 2n ** 64n - 1n
type Match = Extract<Condition, { op: 'contains' | 'wildcard' | 'regex' }>

function match({ op, field, value }: Match, binder: Binder): string {
  const present = field.kind === 'attribute' ? `${exists(field, binder)} AND ` : ''
  const left = text(field, binder)
  if (op === 'contains')
    return `(${present}positionCaseInsensitiveUTF8(${left}, ${binder.bind(value, 'String')}) > 0)`
  if (op === 'wildcard')
    return `(${present}${left} LIKE ${binder.bind(likePattern(value), 'String')})`
  return `(${present}match(${left}, ${binder.bind(value, 'String')}))`
}

/** `*` matches any text; every other character matches itself. */
function likePattern(wildcard: string): string {
  return wildcard.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%')
}

function exists(field: Field, binder: Binder): string {
  if (field.kind !== 'attribute') return `(${text(field, binder)} != '')`
  const places = Object.values(attributePlaces(field.key, binder))
  return `(${places.map((place) => `${place} > 0`).join(' OR ')})`
}

/**
 * Where the key is among those of a span, and of its resource if that may have it; written as often as
 * needed, the engine looks once. `mapKeys` would make a text of each key of each span.
 */
function attributePlaces(key: string, binder: Binder) {
  const bound = binder.bind(key, 'String')
  const inSpan = `indexOf(${binder.attributes}.keys, ${bound})`
  if (!binder.mayBeOfResource(key)) return { inSpan }
  return { inSpan, inResource: `indexOf(ResourceAttributes.keys, ${bound})` }
}

function text(field: Field, binder: Binder): string {
  switch (field.kind) {
    case 'attribute': {
      const { inSpan, inResource } = attributePlaces(field.key, binder)
      // At a place of 0 is the empty text.
      const ofSpan = `${binder.attributes}.values[${inSpan}]`
      if (inResource === undefined) return ofSpan
      return `if(${inSpan} > 0, ${ofSpan}, ResourceAttributes.values[${inResource}])`
    }
    case 'status':
      return status
    case 'span-kind':
      return kind
    default:
      return columns[field.kind]
  }
}

/** Collectors before v0.100 write STATUS_CODE_ERROR and SPAN_KIND_SERVER; both spellings are read. */
export const isError = "StatusCode IN ('Error', 'STATUS_CODE_ERROR')"
export const status = `multiIf(${isError}, 'error', StatusCode IN ('Ok', 'STATUS_CODE_OK'), 'ok', 'unset')`
export const kind = "lower(replaceOne(SpanKind, 'SPAN_KIND_', ''))"

const columns = {
  service: 'ServiceName',
  operation: 'SpanName',
  'status-message': 'StatusMessage',
  scope: 'ScopeName',
  duration: 'toString(Duration)',
  'trace-id': 'TraceId',
  'span-id': 'SpanId',
} as const
