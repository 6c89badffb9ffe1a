import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { afterEach, describe, expect, it } from 'vitest'
import { type OtlpReceiver, startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startTestSpans } from './start-test-spans.ts'

let otlp: OtlpReceiver
afterEach(() => otlp.close())

const soon = () => AbortSignal.timeout(20_000)

/** A backend that rejects each request that contains a span of this name. */
async function start(status: number, isRejected = (body: Buffer) => body.includes('poison')) {
  otlp = await startOtlpReceiver(0, ({ body }) => (isRejected(body) ? status : 200))
  return startTestSpans({ OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url })
}

describe.each([400, 413, 500])('a span that makes a backend respond with %i', (status) => {
  it('is dropped; the other spans arrive', async () => {
    const { signal, tracer } = await start(status)
    for (let index = 0; index < 61; index += 1)
      tracer.startSpan(index === 30 ? 'poison' : 'good').end()
    await signal.flush(soon())
    const reason = status === 413 ? 'too_large' : 'rejected'
    expect(signal.ledger()).toEqual({ accepted: 61, sent: 60, queued: 0, dropped: { [reason]: 1 } })
    expect(otlp.spans().filter(({ name }) => name === 'good')).toHaveLength(60)
  })
})

it.each([401, 403, 404, 408, 501])(
  'a backend that responds with %i never blocks the queue',
  async (status) => {
    const { signal, emit } = await start(status, () => true)
    for (let count = 0; count < 10; count += 1) emit()
    await signal.flush(soon())
    expect(signal.ledger()).toMatchObject({ queued: 0, dropped: { rejected: 10 } })
    expect(otlp.received).toHaveLength(1)
  },
)

it('a span that cannot be encoded is dropped and logged once; the other spans arrive', async () => {
  const { signal, emit, add, warnings } = await start(200)
  const broken = () => ({ spanContext: () => ({ traceFlags: 1 }) }) as unknown as ReadableSpan
  for (let count = 0; count < 30; count += 1) emit()
  add(broken())
  add({ ...broken(), attributes: {}, events: [], links: [] } as unknown as ReadableSpan)
  for (let count = 0; count < 30; count += 1) emit()
  await signal.flush(soon())
  expect(signal.ledger()).toEqual({ accepted: 62, sent: 60, queued: 0, dropped: { invalid: 2 } })
  expect(warnings).toHaveLength(1)
})

it('forceFlush of the provider sends, shutdown of the provider closes', async () => {
  const { signal, provider, emit } = await start(200)
  emit()
  await provider.forceFlush()
  expect(signal.ledger()).toMatchObject({ sent: 1 })
  await provider.shutdown()
  emit()
  expect(signal.ledger()).toMatchObject({ sent: 1, dropped: { shutdown: 1 } })
})
