import { SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import { createRedactor } from '../../../src/redaction/index.ts'
import { createSpanRedactor } from '../../../src/signals/spans/redact-span.ts'

const redact = createSpanRedactor(createRedactor())

function redacted(attributes: Record<string, unknown>) {
  const span = {
    name: 'work',
    attributes,
    events: [],
    links: [],
    status: { code: SpanStatusCode.UNSET },
  }
  redact(span as unknown as ReadableSpan)
  return span.attributes
}

describe('an attribute', () => {
  it.each([
    ['db.query.parameter.0', 'x', '[redacted]'],
    ['db.query.text', "select * from t where a = 'x'", 'select * from t where a = ?'],
    ['graphql.document', 'mutation { a(b: "x", c: 1) }', 'mutation { a(b: "?", c: 1) }'],
    ['url.full', 'http://u:p@h/a?b=c', 'http://[redacted]@h/a?b=[redacted]'],
    ['url.fragment', 'access', '[redacted]'],
    ['http.request.header.authorization', ['Bearer x'], ['[redacted]']],
    ['http.request.header.referer', ['https://h/?a=b'], ['https://h/?a=[redacted]']],
    ['user_agent.original', 'bot token=abc123', 'bot token=[redacted]'],
    ['process.command_args', ['run', '--password', 'x'], ['run', '--password', '[redacted]']],
    ['app.pin', 1234, '[redacted]'],
    ['app.has_password', true, true],
    ['gen_ai.usage.input_tokens', 1234, 1234],
    ['messaging.kafka.message.key', 'a-key', 'a-key'],
    ['app.list', [1, 2, null], [1, 2, null]],
    ['app.account', 4_111_111_111_111_111, '[redacted]'],
    ['app.account', -4_111_111_111_111_111, '[redacted]'],
    [
      'app.accounts',
      [4_111_111_111_111_111, 4_111_111_111_111_112],
      ['[redacted]', 4_111_111_111_111_112],
    ],
    ['app.ratio', 4.111_111_111_111_111, 4.111_111_111_111_111],
    ['app.map', { a: [{ token: 'x' }], b: 1 }, { a: [{ token: '[redacted]' }], b: 1 }],
    ['app.bytes', new Uint8Array(3), '[3 bytes]'],
  ])('%s is redacted by its rule', (key, value, shown) => {
    expect(redacted({ [key]: value })).toEqual({ [key]: shown })
  })

  it('keeps its object when nothing is redacted', () => {
    const attributes = { 'http.route': '/a', 'app.count': 3 }
    expect(redacted(attributes)).toBe(attributes)
  })

  it('has a key without secrets', () => {
    expect(redacted({ 'token=abc123': true })).toEqual({ 'token=[redacted]': true })
  })
})

describe('a string', () => {
  it.each([
    ['ASCII', 'a'],
    ['two bytes', 'é'],
    ['three bytes', '€'],
    ['surrogate pairs', '🖖'],
  ])('of %s has less than 65,535 bytes and no half characters', (_what, character) => {
    const text = character.repeat(100_000)
    const span = {
      name: text,
      attributes: { note: text, list: [text] },
      events: [{ name: text, attributes: { note: text } }],
      links: [{ attributes: { note: text } }],
      status: { code: SpanStatusCode.ERROR, message: text },
    }
    redact(span as unknown as ReadableSpan)
    const strings = JSON.stringify(span).match(/"[^"]{100,}"/g) ?? []
    expect(strings).toHaveLength(7)
    for (const string of strings) {
      const shown: string = JSON.parse(string)
      expect(Buffer.byteLength(shown)).toBeLessThan(65_535)
      expect(Buffer.byteLength(shown)).toBeGreaterThan(65_529)
      expect(shown.isWellFormed()).toBe(true)
    }
  })

  it('is within the limit after secrets were replaced by longer texts', () => {
    const [note] = Object.values(redacted({ note: 'pin=1 '.repeat(10_900) }))
    expect(Buffer.byteLength(String(note))).toBeLessThan(65_535)
  })
})
