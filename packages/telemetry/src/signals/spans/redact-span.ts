import type { Attributes, AttributeValue } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { truncateUtf8 } from '../../otlp/truncate-utf8.ts'
import { type Redactor, redacted } from '../../redaction/index.ts'

type RedactText = (text: string) => string

interface AttributeRule {
  /** The key itself without secrets. */
  readonly key: string
  readonly redact: RedactText
  /** Whether numbers under this key are hidden. */
  readonly hidesNumbers: boolean
}

const keep: RedactText = (text) => text

/** Values from closed sets or from the service's own routes. */
const harmless = [
  'http.request.method',
  'http.route',
  'url.scheme',
  'network.protocol.version',
  'cruddur.request.outcome',
  'db.system',
  'db.system.name',
]
const urls = ['url.full', 'url.path', 'url.original', 'http.url', 'http.target']
const statements = ['db.query.text', 'db.statement']
/** Values that a statement or document was given. */
const parameters =
  /^(?:db\.(?:query|operation|statement)\.parameters?|db\.postgresql\.values|graphql\.variables|url\.fragment)\b/
const headerPrefix = /^http\.(?:request|response)\.header\./
const rememberedKeys = 2000

/**
 * Hides secrets in a span's name, attributes, events, links and status, in place; the rule of a key
 * is looked up once.
 */
export function createSpanRedactor(redactor: Redactor): (span: ReadableSpan) => void {
  const rules = new Map<string, AttributeRule>()
  const setRules = (keys: readonly string[], redact: RedactText) => {
    for (const key of keys) rules.set(key, { key, redact, hidesNumbers: redactor.hides(key, 1) })
  }
  setRules(harmless, keep)
  setRules(urls, bounded(redactor.url))
  setRules(statements, bounded(redactor.sql))
  setRules(['url.query'], bounded(redactor.query))
  setRules(['graphql.document'], bounded(redactGraphql))
  const redactText = bounded(redactor.text)

  function ruleOf(key: string): AttributeRule {
    const known = rules.get(key)
    if (known) return known
    const redact = parameters.test(key)
      ? () => redacted
      : bounded(redactor.headerRule(key.replace(headerPrefix, '')))
    const rule = { key: redactText(key), redact, hidesNumbers: redactor.hides(key, 1) }
    // Keys generated per request must not fill the memory.
    if (rules.size < rememberedKeys) rules.set(key, rule)
    return rule
  }

  function redactAttributes(attributes: Attributes): void {
    for (const key in attributes) {
      const value = attributes[key]
      const rule = ruleOf(key)
      const safe = redactAttribute(key, value, rule)
      if (rule.key !== key) {
        delete attributes[key]
        attributes[rule.key] = safe
        // Most values are harmless, and a store costs more than a comparison.
      } else if (safe !== value) attributes[key] = safe
    }
  }

  function redactAttribute(key: string, value: AttributeValue | undefined, rule: AttributeRule) {
    const { redact, hidesNumbers } = rule
    if (typeof value === 'string') return redact(value)
    if (typeof value === 'boolean' || value === undefined) return value
    if (typeof value === 'number') return hidesNumbers ? redacted : redactor.number(value)
    return redactor.hides(key, value) && !Array.isArray(value)
      ? redacted
      : redactObject(value, redact)
  }

  /** A list keeps its length, so that the indexes in it stay valid; maps and bytes are copied within bounds. */
  function redactObject(value: object | null, redact: RedactText): AttributeValue {
    if (value === null) return value as never
    if (!Array.isArray(value)) return redactor.value(value) as AttributeValue
    return redactor.pairs(value).map((item) => {
      if (typeof item === 'string') return redact(item)
      if (typeof item === 'number') return redactor.number(item)
      return typeof item === 'object' ? redactor.value(item) : item
    }) as AttributeValue
  }

  return (span) => {
    const named = span as { name: string }
    const name = redactText(span.name)
    if (name !== span.name) named.name = name
    redactAttributes(span.attributes)
    for (const event of span.events) {
      event.name = redactText(event.name)
      if (event.attributes) redactAttributes(event.attributes)
    }
    for (const { attributes } of span.links) if (attributes) redactAttributes(attributes)
    const { status } = span
    if (status.message) status.message = redactText(status.message)
  }
}

/** Cut before the redaction, which then has less to read, and after it, which may make a text longer. */
function bounded(redact: RedactText): RedactText {
  return (text) => truncateUtf8(redact(truncateUtf8(text)))
}

const redactGraphql: RedactText = (text) =>
  text.replace(/"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*(?:"|$)/g, '"?"')
