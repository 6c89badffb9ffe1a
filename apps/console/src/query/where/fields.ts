import type { Field } from '../../model/condition.ts'

/** What a span has besides attributes, by the name that a query gives it. */
const ownFields = {
  service: 'service',
  operation: 'operation',
  kind: 'span-kind',
  status: 'status',
  status_message: 'status-message',
  duration: 'duration',
  scope: 'scope',
  trace_id: 'trace-id',
  span_id: 'span-id',
} as const

/** Names of the fields that are no attributes. */
export const ownFieldNames: readonly string[] = Object.keys(ownFields)

/** A span's own field of that name; an attribute for every other name, and for each in quotes. */
export function toField(name: string, isQuoted = false): Field {
  const key = name.toLowerCase()
  if (!isQuoted && Object.hasOwn(ownFields, key))
    return { kind: ownFields[key as keyof typeof ownFields] }
  return { kind: 'attribute', key: name }
}
