import type { MetricSearch } from '../../contract/metrics.ts'
import type { Condition, Field } from '../../model/condition.ts'
import { describeField } from '../../query-language/fields.ts'
import { readWhere } from '../read-where.ts'

/** @throws QueryError */
export function toPointCondition({ service, run, where }: MetricSearch): Condition {
  const conditions: Condition[] = []
  if (service)
    conditions.push({
      ...{ op: 'compare', field: { kind: 'service' }, comparison: '=', value: service },
    })
  if (run)
    conditions.push({
      ...{ op: 'compare', comparison: '=', value: run },
      field: { kind: 'attribute', key: 'service.instance.id' },
    })
  if (where?.trim()) conditions.push(readWhere(where, 'points'))
  return { op: 'all', conditions }
}

/** Of a grouping. */
export function toPointField(name: string): Field {
  return describeField(name, false, 'points').field
}
