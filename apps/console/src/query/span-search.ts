import type { SpanFilters } from '../contract/filters.ts'
import type { Condition } from '../model/condition.ts'
import { parseDuration } from './duration.ts'
import { readWhere } from './read-where.ts'

/** A selection of spans; every filter applies to the same span. */
export interface SpanSearch extends SpanFilters {
  /** A further condition on the same span. */
  readonly condition?: Condition
}

/**
 * The condition on a span. `status=ok` concerns whole traces and is not part of it.
 * @throws QueryError
 */
export function toCondition(search: SpanSearch): Condition {
  const conditions: Condition[] = []
  const add = (
    kind: 'service' | 'operation' | 'duration' | 'status',
    comparison: '=' | '>=' | '<=',
    value: string | bigint | undefined,
  ) => {
    if (value !== undefined) conditions.push({ op: 'compare', field: { kind }, comparison, value })
  }
  add('service', '=', search.service)
  add('operation', '=', search.operation)
  add('duration', '>=', duration('minDuration', search.minDuration))
  add('duration', '<=', duration('maxDuration', search.maxDuration))
  add('status', '=', search.status === 'error' ? 'error' : undefined)
  if (search.run !== undefined)
    conditions.push({
      ...{ op: 'compare', comparison: '=', value: search.run },
      field: { kind: 'attribute', key: 'service.instance.id' },
    })
  if (search.where?.trim()) conditions.push(readWhere(search.where))
  if (search.condition) conditions.push(search.condition)
  return { op: 'all', conditions }
}

function duration(name: string, text: string | undefined): bigint | undefined {
  return text === undefined ? undefined : parseDuration(text, name)
}
