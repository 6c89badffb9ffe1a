import type { Attributes, AttributeValue } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { Redactor } from '../../redaction/index.ts'

type Rule = (text: string) => string

/** Values from closed sets or from the service's own code and configuration. */
const harmless = [
  'http.request.method',
  'http.route',
  'url.scheme',
  'server.address',
  'client.address',
  'network.peer.address',
  'network.protocol.version',
  'user_agent.original',
  'cruddur.request.outcome',
  'fastify.root',
  'db.system',
  'db.system.name',
  'db.namespace',
  'db.name',
  'db.user',
  'db.operation.name',
  'error.type',
  'exception.type',
]

/** Hides secrets in a span's attributes, events and status, in place; the rule of a key is found once. */
export function createSpanRedactor(redactor: Redactor): (span: ReadableSpan) => void {
  const keep: Rule = (text) => text
  const rules = new Map<string, Rule>(harmless.map((key) => [key, keep]))
  for (const key of ['url.full', 'url.path', 'http.url', 'http.target']) {
    rules.set(key, redactor.url)
  }
  rules.set('url.query', redactor.query)
  for (const key of ['db.query.text', 'db.statement']) rules.set(key, redactor.sql)

  function ruleOf(key: string): Rule {
    const known = rules.get(key)
    if (known) return known
    const name = key.replace(/^http\.(request|response)\.header\./, '')
    const rule: Rule = (text) => redactor.header(name, text)
    // Keys that are made up per request must not fill the memory.
    if (rules.size < 2000) rules.set(key, rule)
    return rule
  }

  function redactAttributes(attributes: Attributes): void {
    for (const key in attributes) {
      const value = attributes[key]
      if (typeof value === 'string') {
        const rule = ruleOf(key)
        const safe = rule === keep ? value : rule(value)
        // Most texts are fine, and to store one costs more than to look.
        if (safe !== value) attributes[key] = safe
      } else if (Array.isArray(value)) attributes[key] = redactList(ruleOf(key), value)
      else if (typeof value !== 'boolean' && redactor.isSensitive(key)) {
        attributes[key] = ruleOf(key)(String(value))
      }
    }
  }

  return (span) => {
    redactAttributes(span.attributes)
    for (const { attributes } of span.events) if (attributes) redactAttributes(attributes)
    for (const { attributes } of span.links) if (attributes) redactAttributes(attributes)
    const { status } = span
    if (status.message) status.message = redactor.text(status.message)
  }
}

function redactList(rule: Rule, values: readonly unknown[]): AttributeValue {
  return values.map((value) => (typeof value === 'string' ? rule(value) : value)) as AttributeValue
}
