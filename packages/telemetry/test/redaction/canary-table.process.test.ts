import { randomBytes } from 'node:crypto'
import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { AWSXRay } from '../../src/index.ts'
import { type Everything, startAll } from '../support/start-all.ts'
import { type Canary, canaries } from './canaries.ts'

const destinations = ['spans', 'segments', 'CloudWatch', 'stdout', 'Rollbar'] as const
type Destination = (typeof destinations)[number]

let backends: Everything
let sent: Record<Destination, string>

const hex = (digits: number) => randomBytes(digits / 2).toString('hex')

/** Puts one secret everywhere an application can put a text or a structure. */
function leak({ text = 'a text', value = {} }: Canary, row: string): void {
  const { logger, reportError } = backends.telemetry
  const attributes = { note: text, list: [text], ...asAttributes(value) }
  const sampled = propagation.extract(ROOT_CONTEXT, {
    'x-amzn-trace-id': `Root=1-${hex(8)}-${hex(24)};Sampled=1`,
  })
  const options = { attributes: { row, ...attributes } }
  const span = trace.getTracer('canary').startSpan(text, options, sampled)
  span.addEvent(text, attributes)
  span.addLink({ context: span.spanContext(), attributes })
  span.recordException(Object.assign(new Error(text), { name: text }))
  span.setStatus({ code: SpanStatusCode.ERROR, message: text })
  context.with(trace.setSpan(sampled, span), () => {
    const segment = AWSXRay.getSegment()
    segment?.addAnnotation('note', text)
    for (const [key, item] of Object.entries(value)) {
      segment?.addMetadata(key, item)
      if (typeof item !== 'object') segment?.addAnnotation(key, item as string)
    }
    segment?.addNewSubsegment(text).close()
    const child = logger.child({ bound: text, ...value })
    child.setBindings({ row, set: text, ...value })
    child.info({ note: text, field: value, ...value }, text)
    child.error({ err: Object.assign(new Error(text, { cause: new Error(text) }), value) })
    reportError(Object.assign(new TypeError(text, { cause: new Error(text) }), value), {
      route: text,
      person: { id: '17', username: text },
      request: {
        method: 'POST',
        url: `https://a.example/a?b=${encodeURIComponent(text)}`,
        headers: { 'x-note': text, 'user-agent': text, ...(value as Record<string, string>) },
        params: { note: text, ...value },
        body: { note: text, ...value },
      },
      custom: { row, note: text, [text]: 1, ...value },
    })
  })
  span.end()
  trace.getTracer(text, text).startSpan('scope', options, sampled).end()
}

/** As the types of OpenTelemetry allow it since maps are attributes, and as users cast it. */
const asAttributes = (value: object) => ({ ...value, map: value, maps: [value] }) as object

beforeAll(async () => {
  backends = await startAll({ TELEMETRY_ERROR_REPORTS_PER_MINUTE: '10000' })
  for (const [at, canary] of canaries.entries()) {
    leak(canary, `row-${at}-`)
    // The buffer of the receiver, which runs in this thread, takes no more at once; segments are sent every 200 ms.
    if (at % 10 !== 9 && at !== canaries.length - 1) continue
    await vi.waitUntil(() => JSON.stringify(backends.segments()).includes(`row-${at}-`), {
      interval: 5,
      timeout: 20_000,
    })
  }
  await backends.telemetry.shutdown()
  const bytes = (bodies: readonly { readonly body: Buffer }[]) =>
    Buffer.concat(bodies.map(({ body }) => body)).toString('utf8')
  sent = {
    spans: bytes(backends.otlp.received),
    segments: JSON.stringify(backends.segments()),
    CloudWatch: bytes(backends.cloudWatch.received),
    stdout: JSON.stringify(backends.lines),
    Rollbar: bytes(backends.rollbar.received),
  }
})
afterAll(() => backends.close())

describe.each(destinations)('%s', (destination) => {
  test.each(canaries.map((canary, at) => ({ ...canary, at })))(
    'is sent no secret: $kind',
    ({ secret, at }) => {
      expect(sent[destination]).toContain(`row-${at}-`)
      const found = sent[destination].indexOf(secret)
      expect(found < 0 ? '' : sent[destination].slice(Math.max(0, found - 200), found + 50)).toBe(
        '',
      )
    },
  )
})
