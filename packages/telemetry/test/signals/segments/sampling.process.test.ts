import {
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
} from '@opentelemetry/api'
import { AlwaysOffSampler } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toXrayTraceId } from '../../../src/correlation/index.ts'
import { AWSXRay } from '../../../src/signals/segments/native/sdk.ts'
import { type FakeDaemon, type FakeSamplingApi, startSamplingApi, startUdp } from './daemon.ts'
import { rulesOf, type Started, type StartOptions, start } from './start.ts'

let daemon: FakeDaemon
let api: FakeSamplingApi
let segments: Started

beforeEach(async () => {
  daemon = await startUdp()
  api = await startSamplingApi()
})

afterEach(async () => {
  await segments.stop()
  await api.stop()
  await daemon.stop()
})

function startWith(options: Partial<StartOptions> = {}): void {
  const address = `udp:127.0.0.1:${daemon.port} tcp:127.0.0.1:${api.port}`
  segments = start({ environment: { AWS_XRAY_DAEMON_ADDRESS: address }, ...options })
}

/** One request with an outgoing call; returns the headers of the call. */
function request(headers: Record<string, string> = {}) {
  const tracer = trace.getTracer('test')
  const incoming = propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
  const attributes = { 'http.request.method': 'GET', 'url.path': '/' }
  const span = tracer.startSpan('request', { kind: SpanKind.SERVER, attributes }, incoming)
  const outgoing: Record<string, string> = {}
  const inside = trace.setSpan(incoming, span)
  const responseHeader = segments.samplingResponse(inside)
  const call = tracer.startSpan('call', { kind: SpanKind.CLIENT }, inside)
  propagation.inject(trace.setSpan(inside, call), outgoing, defaultTextMapSetter)
  call.end()
  span.end()
  return { span, call, outgoing, responseHeader, header: outgoing['X-Amzn-Trace-Id'] ?? '' }
}

const traceId = '0af7651916cd43dd8448eb211c80319c'
const root = toXrayTraceId(traceId)
const rulesLoaded = () => expect.poll(() => sampledShare(), { timeout: 10_000 })
const sampledShare = () =>
  Array.from({ length: 20 }, () => request().header).filter((text) => text.endsWith('Sampled=1'))
    .length / 20

describe("X-Ray's decision", () => {
  it('is taken from the caller and propagated with the ID of the calling span', async () => {
    startWith()
    for (const sampled of [1, 0]) {
      const { call, header } = request({ 'x-amzn-trace-id': `Root=${root};Sampled=${sampled}` })
      expect(header).toBe(`Root=${root};Parent=${call.spanContext().spanId};Sampled=${sampled}`)
    }
    await expect.poll(() => daemon.documents.length).toBe(1)
  })

  it('is not taken from the header of another trace', async () => {
    api.responses['/GetSamplingRules'] = () => rulesOf(1)
    startWith()
    await rulesLoaded().toBe(1)
    const { header } = request({
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=0',
    })
    expect(header).toMatch(/^Root=1-0af76519-.*;Sampled=1$/)
  })

  it.each([
    [1, '1'],
    [0, '0'],
  ])('comes of the rules of the daemon: fixed rate %d', async (rate, sampled) => {
    api.responses['/GetSamplingRules'] = () => rulesOf(rate, { ReservoirSize: 0 })
    startWith()
    await rulesLoaded().toBe(rate)
    expect(request().header).toMatch(new RegExp(`;Sampled=${sampled}$`))
  })

  it('names its rule on the segment', async () => {
    api.responses['/GetSamplingRules'] = () => rulesOf(1)
    startWith()
    await rulesLoaded().toBe(1)
    const id = request().span.spanContext().spanId
    await expect
      .poll(() => daemon.documents.find((document) => document.id === id))
      .toMatchObject({ aws: { xray: { rule_name: 'Default' } } })
  })

  it.each([
    ['refuses', () => 500],
    ['responds with garbage', () => 'not JSON'],
    ['responds with null', () => 'null'],
    ['has no rules', () => ({ SamplingRuleRecords: [] })],
    ['has rules of another kind', () => rulesOf(1, { RuleName: 'x', Version: 2 })],
    ['never responds', () => undefined],
  ])('falls back to one a second and 5%% when the daemon %s', async (_title, response) => {
    api.responses['/GetSamplingRules'] = response
    startWith()
    await expect.poll(() => api.calls.length).toBeGreaterThan(0)
    const sampled = Array.from({ length: 500 }, () => request().header).filter((text) =>
      text.endsWith('Sampled=1'),
    )
    expect(sampled.length).toBeGreaterThanOrEqual(1)
    expect(sampled.length).toBeLessThan(100)
  })

  it('is returned to a caller that sent Sampled=?', async () => {
    api.responses['/GetSamplingRules'] = () => rulesOf(1)
    startWith()
    await rulesLoaded().toBe(1)
    expect(request({ 'x-amzn-trace-id': `Root=${root};Sampled=?` }).responseHeader).toBe(
      `Root=${root};Sampled=1`,
    )
    expect(request({ 'x-amzn-trace-id': `Root=${root}` }).responseHeader).toBeUndefined()
  })

  it("is independent of OpenTelemetry's decision", async () => {
    startWith({ sampler: new AlwaysOffSampler() })
    const { span, outgoing, header } = request({ 'x-amzn-trace-id': `Root=${root};Sampled=1` })
    expect(outgoing.traceparent).toMatch(/-00$/)
    expect(header).toMatch(/;Sampled=1$/)
    await expect
      .poll(() => daemon.documents)
      .toMatchObject([{ id: span.spanContext().spanId, subsegments: [{ name: 'call' }] }])
  })

  it('creates no segment and no span for an unsampled trace', async () => {
    startWith({ sampler: new AlwaysOffSampler() })
    const { span } = request({ 'x-amzn-trace-id': `Root=${root};Sampled=0` })
    expect(span.isRecording()).toBe(false)
    expect(segments.signal.ledger().accepted).toBe(0)
  })

  it('applies to work outside requests', async () => {
    api.responses['/GetSamplingRules'] = () => rulesOf(1)
    startWith()
    await rulesLoaded().toBe(1)
    const job = trace.getTracer('test').startSpan('nightly job')
    context.with(trace.setSpan(ROOT_CONTEXT, job), () =>
      AWSXRay.getSegment()?.addAnnotation('a', 1),
    )
    job.end()
    await expect
      .poll(() => daemon.documents.find(({ id }) => id === job.spanContext().spanId))
      .toMatchObject({ name: 'user-activities', annotations: { a: 1 } })
  })
})

describe('segments that are off', () => {
  it("send nothing and propagate the caller's decision", async () => {
    segments = start({ environment: {} })
    const { header } = request({ 'x-amzn-trace-id': `Root=${root};Sampled=1` })
    expect(header).toMatch(/;Sampled=1$/)
    expect(segments.signal.destination).toBe('off: AWS_XRAY_DAEMON_ADDRESS is not set')
    expect(segments.signal.ledger()).toMatchObject({ accepted: 0, queued: 0 })
    expect(api.calls).toEqual([])
  })
})
