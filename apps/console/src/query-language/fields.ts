import type { Field } from '../model/condition.ts'

const text = ['=', '!=', 'contains', 'like', '=~', '!~', 'exists', 'absent'] as const
const order = ['<', '<=', '>', '>='] as const

export type Operator = (typeof text)[number] | (typeof order)[number]

/** Operators and values that a query allows for a field. */
export interface FieldDescription {
  readonly field: Field
  readonly operators: readonly Operator[]
  /** The only values, in lower case. */
  readonly values?: readonly string[]
  /** Number of hex digits of an ID. */
  readonly hexDigits?: number
  /** Added to the message when an operator or a value is refused. */
  readonly hint?: string
}

const textField = (kind: 'service' | 'operation' | 'status-message' | 'scope') => ({
  field: { kind },
  operators: text,
})
const idField = (kind: 'trace-id' | 'span-id', hexDigits: number) => ({
  field: { kind },
  operators: text,
  hexDigits,
})
const choiceField = (kind: 'span-kind' | 'status', values: readonly string[], hint?: string) => ({
  field: { kind },
  operators: ['=', '!='] as const,
  values,
  ...(hint !== undefined && { hint }),
})

/** Fields of the span itself by the name a query gives them; every other name is an attribute. */
const spanFields: Readonly<Record<string, FieldDescription>> = {
  service: textField('service'),
  operation: textField('operation'),
  kind: choiceField('span-kind', [
    ...['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'],
  ]),
  status: choiceField(
    'status',
    ['unset', 'ok', 'error'],
    'HTTP status codes are in http.response.status_code',
  ),
  status_message: textField('status-message'),
  duration: { field: { kind: 'duration' }, operators: ['=', '!=', ...order] },
  scope: textField('scope'),
  trace_id: idField('trace-id', 32),
  span_id: idField('span-id', 16),
}

export const spanFieldNames: readonly string[] = Object.keys(spanFields)

/** Spans have all fields; data points have a service and a scope. */
export type FieldsOf = 'spans' | 'points'

const pointFieldNames = ['service', 'scope']

/** The field of that name; an attribute for every other name, and for each name in quotes. */
export function describeField(
  name: string,
  isQuoted = false,
  of: FieldsOf = 'spans',
): FieldDescription {
  const key = name.toLowerCase()
  const names = of === 'spans' ? spanFieldNames : pointFieldNames
  const known = isQuoted || !names.includes(key) ? undefined : spanFields[key]
  return known ?? { field: { kind: 'attribute', key: name }, operators: [...text, ...order] }
}

/** The name of a field in a query, without quotes. */
export function fieldName(field: Field): string {
  if (field.kind === 'attribute') return field.key
  return spanFieldNames.find((name) => spanFields[name]?.field.kind === field.kind) ?? field.kind
}
