import { context, defaultTextMapGetter, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { afterEach, expect, it } from 'vitest'
import { AWSXRay } from '../../../src/signals/segments/native/sdk.ts'
import { type FakeDaemon, startUdp } from './daemon.ts'
import { type Started, start } from './start.ts'

let daemon: FakeDaemon
let segments: Started
afterEach(async () => {
  await segments.stop()
  await daemon.stop()
})

it('a segment that cannot be serialized neither throws nor affects the next one', async () => {
  daemon = await startUdp()
  segments = start({ environment: { AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}` } })
  const headers = { 'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=1' }
  const incoming = propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
  const tracer = trace.getTracer('test')
  const request = (work: () => void) => {
    const span = tracer.startSpan('request', {}, incoming)
    context.with(trace.setSpan(incoming, span), work)
    span.end()
    return span.spanContext().spanId
  }
  request(() => {
    const segment = AWSXRay.getSegment() as unknown as Record<string, unknown>
    Object.defineProperty(segment, 'annotations', {
      get() {
        throw new Error('getter')
      },
    })
  })
  const good = request(() => undefined)
  await segments.signal.flush(AbortSignal.timeout(10_000))
  await expect.poll(() => daemon.documents.map(({ id }) => id)).toEqual([good])
  expect(segments.signal.ledger()).toEqual({
    accepted: 2,
    sent: 1,
    queued: 0,
    dropped: { invalid: 1 },
  })
})
