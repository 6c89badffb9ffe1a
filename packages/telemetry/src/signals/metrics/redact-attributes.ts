import type { Attributes, AttributeValue } from '@opentelemetry/api'
import type { Redactor } from '../../redaction/index.ts'

/** Removes secrets from the attributes of a data point. */
export function redactAttributes(redactor: Redactor, attributes: Attributes): Attributes {
  const safe: Attributes = {}
  for (const [key, value] of Object.entries(attributes)) {
    safe[redactor.text(key)] = redactValue(redactor, key, value)
  }
  return safe
}

function redactValue(
  redactor: Redactor,
  key: string,
  value: AttributeValue | undefined,
): AttributeValue | undefined {
  // A route is a pattern from the code of the service.
  if (key === 'http.route') return value
  if (typeof value === 'string') return redactor.header(key, value)
  if (Array.isArray(value)) {
    const items: readonly (AttributeValue | undefined | null)[] = value
    return items.map((item) => redactValue(redactor, key, item ?? undefined)) as AttributeValue
  }
  if (redactor.isSensitive(key)) return redactor.header(key, String(value))
  return typeof value === 'number' ? redactor.number(value) : value
}
