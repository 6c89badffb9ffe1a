import type { MetricSearch } from '../../contract/metrics.ts'
import type { Condition, Field } from '../../model/condition.ts'
import { describeField, fieldName } from '../../query-language/fields.ts'
import { QueryError } from '../query-error.ts'
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
  if (where?.trim()) conditions.push(checked(readWhere(where), 'where'))
  return { op: 'all', conditions }
}

/** @throws QueryError when it names a field that only spans have */
export function toPointField(name: string): Field {
  const { field } = describeField(name)
  checkField(field, 'by')
  return field
}

function checked(condition: Condition, parameter: string): Condition {
  switch (condition.op) {
    case 'all':
    case 'any':
      for (const part of condition.conditions) checked(part, parameter)
      break
    case 'not':
      checked(condition.condition, parameter)
      break
    default:
      checkField(condition.field, parameter)
  }
  return condition
}

const pointFields: readonly Field['kind'][] = ['attribute', 'service', 'scope']

function checkField(field: Field, parameter: string): void {
  if (pointFields.includes(field.kind)) return
  const name = fieldName(field)
  throw new QueryError(
    'CON_QUERY_INVALID',
    `${parameter}: ${name} is a field of spans; data points have service, scope and attributes (write "${name}" in quotes for an attribute of that name)`,
  )
}
