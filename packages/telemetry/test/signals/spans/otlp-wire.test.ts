import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transportOf } from '../../../src/signals/spans/otlp-send.ts'
import { type OtlpReceiver, startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startTestSpans } from './start-test-spans.ts'

let otlp: OtlpReceiver
beforeEach(async () => {
  otlp = await startOtlpReceiver()
})
afterEach(() => otlp.close())

const soon = () => AbortSignal.timeout(20_000)

describe('spans on the wire', () => {
  it("are protobuf at /v1/traces with Honeycomb's headers", async () => {
    const { signal, emit } = startTestSpans({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${otlp.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-honeycomb-team=key%3D1, x-honeycomb-dataset=cruddur',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-honeycomb-dataset=home',
    })
    emit()
    await signal.shutdown(soon())
    const [request] = otlp.received
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/traces',
      headers: {
        'content-type': 'application/x-protobuf',
        'x-honeycomb-team': 'key=1',
        'x-honeycomb-dataset': 'home',
      },
    })
    expect(request?.headers['content-encoding']).toBeUndefined()
  })

  it('go to the traces endpoint unchanged, with gzip when configured', async () => {
    const { signal, emit } = startTestSpans({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${otlp.url}/custom?x=1`,
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
    })
    emit()
    await signal.shutdown(soon())
    expect(otlp.received[0]?.path).toBe('/custom?x=1')
    expect(otlp.received[0]?.headers['content-encoding']).toBe('gzip')
    expect(otlp.spans()).toHaveLength(1)
  })

  it('are batched by OTEL_BSP_MAX_EXPORT_BATCH_SIZE', async () => {
    const { signal, emit } = startTestSpans({
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4',
      OTEL_BSP_SCHEDULE_DELAY: '60000',
    })
    for (let count = 0; count < 10; count += 1) emit()
    await signal.shutdown(soon())
    expect(otlp.received).toHaveLength(3)
  })

  it('contain no secrets: query, statement, header, message', async () => {
    const { signal, tracer } = startTestSpans({ OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url })
    const span = tracer.startSpan('secrets', {
      attributes: {
        'url.full': 'http://h/p?q=canary-1',
        'url.query': 'q=canary-1',
        'db.query.text': "select * from t where name = 'canary-1'",
        'http.request.header.authorization': ['Bearer canary-1'],
        'app.password': 'canary-1',
        'app.zip_code': 'kept',
      },
    })
    span.recordException(new Error('no access with password=canary-1'))
    span.setStatus({ code: 2, message: 'password=canary-1' })
    span.end()
    await signal.shutdown(soon())
    const [{ body } = { body: Buffer.of() }] = otlp.received
    expect(body.includes('secrets')).toBe(true)
    expect(body.includes('canary-1')).toBe(false)
    expect(otlp.spans()[0]?.attributes).toMatchObject({ 'app.zip_code': 'kept' })
  })

  it('count as rejected after a partial success', async () => {
    const partial = await startOtlpReceiver(2)
    const { signal, emit, warnings } = startTestSpans({ OTEL_EXPORTER_OTLP_ENDPOINT: partial.url })
    for (let count = 0; count < 5; count += 1) emit()
    await signal.shutdown(soon())
    expect(signal.ledger()).toEqual({ accepted: 5, sent: 3, queued: 0, dropped: { rejected: 2 } })
    expect(warnings.join()).toContain('too many')
    await partial.close()
  })

  it('wait for a Retry-After that is longer than the timeout', async () => {
    const { signal, emit } = startTestSpans({
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    })
    await otlp.fail('429 with Retry-After')
    emit()
    await expect.poll(() => otlp.spoiled, { timeout: 20_000 }).toBe(1)
    const failed = performance.now()
    await otlp.heal()
    await expect.poll(() => otlp.spans().length, { timeout: 20_000, interval: 5 }).toBe(1)
    expect(performance.now() - failed).toBeGreaterThan(900)
    expect(otlp.spoiled).toBe(1)
    await signal.shutdown(soon())
  })

  it('are sent by the exporter, one attempt for each attempt of the queue', async () => {
    const { signal, emit } = startTestSpans({ OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url })
    await otlp.fail('503')
    emit()
    await expect.poll(() => signal.ledger().outage?.attempts, { timeout: 20_000 }).toBe(2)
    expect(otlp.spoiled).toBe(2)
    expect(signal.ledger().outage?.reason).toBe('HTTP 429, 502, 503 or 504')
    await otlp.heal()
    await signal.shutdown(soon())
    expect(otlp.received[0]?.headers['user-agent']).toMatch(/^OTel-OTLP-Exporter-JavaScript/)
  })
})

it.each([
  {},
  { _delegate: {} },
  { _delegate: { _transport: {} } },
  { _delegate: { _transport: { _transport: {} } } },
])('an exporter with another structure is refused: %j', (exporter) => {
  expect(() => transportOf(exporter)).toThrow(
    'unsupported version of @opentelemetry/exporter-trace-otlp-proto',
  )
})

describe('a signal that is off', () => {
  it.each([
    [{}, 'off: OTEL_EXPORTER_OTLP_ENDPOINT is not set'],
    [{ OTEL_TRACES_EXPORTER: 'none' }, 'off: OTEL_TRACES_EXPORTER is none'],
    [{ OTEL_SDK_DISABLED: 'true' }, 'off: OTEL_SDK_DISABLED is true'],
  ])('by %j reports the reason and counts nothing', async (environment, destination) => {
    const { signal, emit } = startTestSpans(environment as Record<string, string>)
    emit()
    expect(signal.destination).toBe(destination)
    await signal.flush(AbortSignal.timeout(1000))
    await signal.shutdown(AbortSignal.timeout(1000))
    expect(signal.ledger()).toEqual({ accepted: 0, sent: 0, queued: 0, dropped: {} })
  })
})
