import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import {
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
} from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AWSXRay } from '../../../src/signals/segments/native/sdk.ts'
import { type Document, type FakeDaemon, startUdp } from './daemon.ts'
import { type Started, start } from './start.ts'

const tracer = trace.getTracer('test')
let daemon: FakeDaemon
let segments: Started

beforeAll(async () => {
  daemon = await startUdp()
  segments = start({ environment: { AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}` } })
})

afterAll(async () => {
  await segments.stop()
  await daemon.stop()
})

let requests = 0

async function request(work: (span: Span) => unknown, sampled: 0 | 1 = 1): Promise<string> {
  requests += 1
  const root = `1-67891233-${requests.toString(16).padStart(24, '0')}`
  const headers = { 'x-amzn-trace-id': `Root=${root};Sampled=${sampled}` }
  const incoming = propagation.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
  const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, incoming)
  await context.with(trace.setSpan(incoming, span), () => work(span))
  span.end()
  return span.spanContext().spanId
}

async function documentOf(id: string): Promise<Document> {
  const find = () => daemon.documents.findLast((document) => document.id === id)
  await expect.poll(find, { timeout: 10_000 }).toBeDefined()
  return find() as Document
}

describe('the native X-Ray API inside a request', () => {
  it('returns the segment across awaits and timers, with the IDs of the span', async () => {
    const id = await request(async (span) => {
      await pause(1)
      await new Promise((resolve) => setTimeout(resolve, 1))
      const segment = AWSXRay.getSegment()
      expect(segment?.id).toBe(span.spanContext().spanId)
      segment?.addAnnotation('result-length', 3)
      segment?.addMetadata('now', '2026-11-22T00:00:00Z', 'user_activities')
    })
    expect(await documentOf(id)).toMatchObject({
      annotations: { result_length: 3 },
      metadata: { user_activities: { now: '2026-11-22T00:00:00Z' } },
    })
  })

  it('adds the instance ID of the service to the metadata', async () => {
    const id = await request(() => {
      AWSXRay.getSegment()?.addMetadata('plan', 'free')
    })
    expect((await documentOf(id)).metadata).toEqual({
      default: { plan: 'free', 'otel.resource.service.instance.id': 'i' },
    })
  })

  it('returns the subsegment of the active span', async () => {
    await request(() =>
      tracer.startActiveSpan('inner', async (inner) => {
        await pause(1)
        expect(AWSXRay.getSegment()).toMatchObject({
          name: 'inner',
          id: inner.spanContext().spanId,
        })
        inner.end()
      }),
    )
  })

  it('captures functions as parents of the spans inside them', async () => {
    const id = await request(() =>
      AWSXRay.captureAsyncFunc('user_activities', async (subsegment) => {
        await pause(1)
        expect(AWSXRay.getSegment()).toBe(subsegment)
        subsegment?.addMetadata('now', 1, 'user_activities')
        AWSXRay.captureFunc('mock-data', () => tracer.startSpan('query').end())
        subsegment?.close()
      }),
    )
    expect((await documentOf(id)).subsegments).toMatchObject([
      {
        name: 'user_activities',
        metadata: { user_activities: { now: 1 } },
        subsegments: [{ name: 'mock-data', subsegments: [{ name: 'query' }] }],
      },
    ])
  })

  it('records the exception of a captured function with its ES module location', async () => {
    const id = await request(() => {
      const failing = () =>
        AWSXRay.captureFunc('failing', () => {
          throw new RangeError('too far')
        })
      expect(failing).toThrow('too far')
    })
    const [failing] = (await documentOf(id)).subsegments
    expect(failing).toMatchObject({
      fault: true,
      cause: { exceptions: [{ type: 'RangeError', message: 'too far' }] },
    })
    expect(failing?.cause.exceptions[0]?.stack[0]).toMatchObject({
      path: expect.stringMatching(/^\/.*native-api\.process\.test\.ts$/),
      line: expect.any(Number),
    })
  })

  it('sets the current segment for the request, or for the callback inside run', async () => {
    await request(async () => {
      const segment = AWSXRay.getSegment()
      const subsegment = segment?.addNewSubsegment('set')
      if (!subsegment) return expect.fail('no segment')
      await AWSXRay.getNamespace().runPromise(async () => {
        AWSXRay.setSegment(subsegment)
        await pause(1)
        expect(AWSXRay.getSegment()).toBe(subsegment)
      })
      expect(AWSXRay.getSegment()).toBe(segment)
      AWSXRay.setSegment(subsegment)
      await pause(1)
      expect(AWSXRay.getSegment()).toBe(subsegment)
      subsegment.close()
    })
  })

  it('follows bound callbacks and emitters', async () => {
    const emitter = new EventEmitter()
    let bound = () => AWSXRay.getSegment()?.id
    const heard: (string | undefined)[] = []
    const id = await request(() => {
      bound = AWSXRay.getNamespace().bind(bound)
      AWSXRay.getNamespace().bindEmitter(emitter)
      emitter.on('event', () => heard.push(AWSXRay.getSegment()?.id))
    })
    emitter.emit('event')
    expect([bound(), ...heard]).toEqual([id, id])
  })

  it('sends metadata with cycles and bigints, with secrets redacted', async () => {
    const cycle: Record<string, unknown> = { count: 10n, password: 'hunter2' }
    cycle.self = cycle
    const id = await request(() => AWSXRay.getSegment()?.addMetadata('odd', cycle))
    const text = JSON.stringify((await documentOf(id)).metadata)
    expect(text).toContain('"10"')
    expect(text).not.toContain('hunter2')
  })

  it('sends an unclosed subsegment as in progress with its segment', async () => {
    const id = await request(() => AWSXRay.getSegment()?.addNewSubsegment('forgotten'))
    expect((await documentOf(id)).subsegments).toMatchObject([
      { name: 'forgotten', in_progress: true },
    ])
  })

  it('sends a subsegment that is closed after its segment', async () => {
    let late: { id: string; close(): void } | undefined
    const id = await request(() => {
      late = AWSXRay.getSegment()?.addNewSubsegment('late')
    })
    await documentOf(id)
    late?.close()
    expect(await documentOf(late?.id ?? '')).toMatchObject({ type: 'subsegment', parent_id: id })
  })

  it('keeps only the open parts of a segment that was sent', async () => {
    let segment: unknown
    const id = await request(() => {
      segment = AWSXRay.getSegment()
      AWSXRay.getSegment()?.addMetadata('large', 'x'.repeat(1000))
      tracer.startSpan('closed').end()
      AWSXRay.getSegment()?.addNewSubsegment('open')
    })
    expect((await documentOf(id)).subsegments).toHaveLength(2)
    expect(segment).toMatchObject({ metadata: undefined, subsegments: [{ name: 'open' }] })
  })

  it('does not mix two hundred concurrent requests', async () => {
    const ids = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        request(async () => {
          await pause(Math.random() * 20)
          await AWSXRay.captureAsyncFunc(`step ${index}`, async (subsegment) => {
            await pause(Math.random() * 20)
            AWSXRay.getSegment()?.addAnnotation('index', index)
            subsegment?.close()
          })
          await tracer.startActiveSpan(`span ${index}`, async (span) => {
            await pause(Math.random() * 20)
            AWSXRay.getSegment()?.addAnnotation('index', index)
            span.end()
          })
          AWSXRay.getSegment()?.addAnnotation('index', index)
        }),
      ),
    )
    for (const [index, id] of ids.entries()) {
      expect(await documentOf(id)).toMatchObject({
        annotations: { index },
        subsegments: [
          { name: `step ${index}`, annotations: { index } },
          { name: `span ${index}`, annotations: { index } },
        ],
      })
    }
  })
})

describe('the native X-Ray API where nothing is sampled', () => {
  it('accepts every call and sends nothing', async () => {
    const before = segments.signal.ledger().accepted
    await request(async (span) => {
      const segment = AWSXRay.getSegment()
      expect(segment).toMatchObject({ id: span.spanContext().spanId, notTraced: true })
      segment?.addAnnotation('a', 1)
      segment?.addNewSubsegment('b').close()
      await AWSXRay.captureAsyncFunc('c', async (subsegment) => {
        tracer.startSpan('d').end()
        subsegment?.close()
      })
    }, 0)
    expect(segments.signal.ledger().accepted).toBe(before)
  })

  it('has no segment outside a request, logs it at debug level, and still runs', () => {
    const heard = segments.logged.length
    expect(AWSXRay.getSegment()).toBeUndefined()
    expect(AWSXRay.captureFunc('outside', () => 'ran')).toBe('ran')
    expect(segments.logged.slice(heard).filter((line) => line.startsWith('error'))).toEqual([])
  })
})

it('sends a segment created by the application', async () => {
  const segment = new AWSXRay.Segment('job')
  segment.addNewSubsegment('step').close()
  segment.close()
  expect(await documentOf(segment.id)).toMatchObject({
    name: 'job',
    subsegments: [{ name: 'step' }],
  })
})
