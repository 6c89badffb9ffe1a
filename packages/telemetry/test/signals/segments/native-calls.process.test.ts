import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AWSXRay } from '../../../src/signals/segments/native/sdk.ts'
import { startTestTelemetry } from '../../../src/testing/start-test-telemetry.ts'
import { withSpan } from '../../../src/with-span.ts'

const recorded = startTestTelemetry({ serviceName: 'under-test' })
const tracer = trace.getTracer('test')
const received: IncomingMessage['headers'][] = []
let server: Server
let url: string

beforeAll(async () => {
  server = createServer((request, response) => {
    received.push(request.headers)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())
beforeEach(() => {
  recorded.clear()
  received.length = 0
})

const traceId = 'aaaaaaaabbbbbbbbccccccccdddd00b1'

function call(headers: Record<string, string> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => response.resume().on('end', resolve)).on('error', reject)
  })
}

describe('a parent that is restored from stored IDs', () => {
  it.each([undefined, true, false])('gives a segment with isRemote %s', (isRemote) => {
    const stored = {
      traceId,
      spanId: '1111111111111111',
      traceFlags: 1,
      ...(isRemote !== undefined && { isRemote }),
    }
    const parent = trace.setSpanContext(ROOT_CONTEXT, stored)
    tracer.startActiveSpan('job', { kind: SpanKind.CONSUMER }, parent, (span) => {
      AWSXRay.captureFunc('step', () => undefined)
      span.end()
    })
    expect(recorded.segments).toMatchObject([
      {
        trace_id: '1-aaaaaaaa-bbbbbbbbccccccccdddd00b1',
        parent_id: '1111111111111111',
        subsegments: [{ name: 'step' }],
      },
    ])
  })
})

describe('a call that the X-Ray SDK captures', () => {
  it('is recorded once, and keeps the header of the SDK', async () => {
    let header = ''
    await withSpan('request', async () => {
      const segment = AWSXRay.getSegment()
      // The calls of captureAWSv3Client (3.12).
      const subsegment = segment?.addNewSubsegment('S3')
      subsegment?.addAttribute('namespace', 'aws')
      const root = segment && 'trace_id' in segment ? segment.trace_id : ''
      header = `Root=${root};Parent=${subsegment?.id};Sampled=1`
      await call({ 'X-Amzn-Trace-Id': header })
      subsegment?.close()
    })
    expect(received[0]?.['x-amzn-trace-id']).toBe(header)
    expect(recorded.segments[0]?.subsegments).toMatchObject([{ name: 'S3', namespace: 'aws' }])
    expect(recorded.spans.map(({ name }) => name)).toEqual(['request'])
  })

  it('differs from a proxied request, whose header names another parent', async () => {
    const incoming = 'Root=1-aaaaaaaa-bbbbbbbbccccccccdddd00b1;Parent=1111111111111111;Sampled=1'
    await withSpan('request', () => call({ 'x-amzn-trace-id': incoming }))
    expect(recorded.spans.map(({ kind }) => kind)).toEqual(['client', 'internal'])
    expect(recorded.segments[0]?.subsegments).toMatchObject([{ namespace: 'remote' }])
  })
})

describe('new AWSXRay.Segment', () => {
  it('inside a span continues its trace', async () => {
    await withSpan('request', async () => {
      new AWSXRay.Segment('manual').close()
    })
    const [manual, request] = recorded.segments
    expect(manual).toMatchObject({
      name: 'manual',
      trace_id: request?.trace_id,
      parent_id: request?.id,
    })
  })

  it('accepts a trace ID in W3C form', () => {
    expect(new AWSXRay.Segment('w3c', traceId).trace_id).toBe('1-aaaaaaaa-bbbbbbbbccccccccdddd00b1')
  })

  it('outside a span is the parent of the spans that run in it', async () => {
    const segment = new AWSXRay.Segment('job')
    const namespace = AWSXRay.getNamespace()
    await namespace.runPromise(async () => {
      AWSXRay.setSegment(segment)
      await withSpan('step', async () => {
        expect(trace.getSpan(context.active())).toBeDefined()
      })
      withSpan('own trace', () => undefined)
      tracer.startSpan('root', { root: true }).end()
    })
    segment.close()
    const job = recorded.segments.find(({ name }) => name === 'job')
    const [step] = recorded.spans
    expect(job?.subsegments?.[0]).toMatchObject({ name: 'step', id: step?.spanId })
    expect(job?.trace_id.replaceAll('-', '').slice(1)).toBe(step?.traceId)
    expect(step?.parentSpanId).toBe(job?.id)
    expect(recorded.spans.at(-1)?.traceId).not.toBe(step?.traceId)
  })
})

it('values of the application that X-Ray cannot index are metadata', async () => {
  await withSpan('request', async (span) => {
    span.setAttribute('app.nan', Number.NaN)
    span.setAttribute('app.map', { plan: 'free' } as never)
    span.setAttribute('app.count', 3)
  })
  expect(recorded.segments[0]).toMatchObject({
    annotations: { app_count: 3 },
    metadata: { attributes: { 'app.nan': 'NaN', 'app.map': { plan: 'free' } } },
  })
})
