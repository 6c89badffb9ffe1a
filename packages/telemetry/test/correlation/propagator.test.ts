import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import { describe, expect, it } from 'vitest'
import {
  createPropagator,
  getIncomingTrace,
  type SegmentDecision,
  spanSamplingContext,
  toXrayTraceId,
} from '../../src/correlation/index.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const parentId = 'b7ad6b7169203331'
const traceparent = `00-${traceId}-${parentId}-01`
const root = toXrayTraceId(traceId)

const amazonTraceId = '67891233abcdef012345678912345678'
const amazonParentId = '53995c3f42cd8ad8'
const amazonRoot = toXrayTraceId(amazonTraceId)
const unknown = 'unknown'

interface Row {
  readonly title: string
  readonly incoming: Record<string, string | string[]>
  /** Expected remote parent; undefined if the request starts a new trace. */
  readonly extracted?: { traceId: string; parentId: string }
  readonly decision?: SegmentDecision
  /** Outgoing headers besides the two trace headers. */
  readonly propagated?: Record<string, string>
  /** Expected fields after Root and Parent in the outgoing X-Amzn-Trace-Id. */
  readonly tail?: string
}

const w3c = { traceId, parentId }
const tracestate = 'vendor=value,other=1'
const baggage = 'user=anna,plan=free'

const rows: readonly Row[] = [
  { title: 'none', incoming: {} },
  { title: 'traceparent', incoming: { traceparent }, extracted: w3c },
  {
    title: 'traceparent and tracestate',
    incoming: { traceparent, tracestate },
    extracted: w3c,
    propagated: { tracestate },
  },
  { title: 'tracestate alone', incoming: { tracestate } },
  {
    title: 'baggage with traceparent',
    incoming: { traceparent, baggage },
    extracted: w3c,
    propagated: { baggage },
  },
  { title: 'baggage alone', incoming: { baggage }, propagated: { baggage } },
  {
    title: 'X-Amzn-Trace-Id, Root only',
    incoming: { 'x-amzn-trace-id': `Root=${amazonRoot}` },
    extracted: { traceId: amazonTraceId, parentId: unknown },
  },
  {
    title: 'X-Amzn-Trace-Id, Root and Sampled=1',
    incoming: { 'x-amzn-trace-id': `Root=${amazonRoot};Sampled=1` },
    extracted: { traceId: amazonTraceId, parentId: unknown },
    decision: 'sampled',
    tail: ';Sampled=1',
  },
  {
    title: 'X-Amzn-Trace-Id, Root and Sampled=?',
    incoming: { 'x-amzn-trace-id': `Root=${amazonRoot};Sampled=?` },
    extracted: { traceId: amazonTraceId, parentId: unknown },
    decision: 'requested',
    tail: ';Sampled=?',
  },
  {
    title: 'X-Amzn-Trace-Id, Root and Parent',
    incoming: { 'x-amzn-trace-id': `Root=${amazonRoot};Parent=${amazonParentId}` },
    extracted: { traceId: amazonTraceId, parentId: amazonParentId },
  },
  {
    title: 'X-Amzn-Trace-Id, Root, Parent and Sampled=0',
    incoming: { 'x-amzn-trace-id': `Root=${amazonRoot};Parent=${amazonParentId};Sampled=0` },
    extracted: { traceId: amazonTraceId, parentId: amazonParentId },
    decision: 'not_sampled',
    tail: ';Sampled=0',
  },
  {
    title: 'X-Amzn-Trace-Id with Self and further keys',
    incoming: {
      'x-amzn-trace-id': `Self=1-67891234-12456789abcdef012345678;Root=${amazonRoot};CalledFrom=app`,
    },
    extracted: { traceId: amazonTraceId, parentId: unknown },
    tail: ';CalledFrom=app',
  },
  {
    title: 'both, agreeing',
    incoming: { traceparent, 'x-amzn-trace-id': `Root=${root};Parent=${parentId};Sampled=1` },
    extracted: w3c,
    decision: 'sampled',
    tail: ';Sampled=1',
  },
  {
    title: 'both, the same trace and another parent',
    incoming: { traceparent, 'x-amzn-trace-id': `Root=${root};Parent=${amazonParentId}` },
    extracted: w3c,
  },
  {
    title: 'both, conflicting',
    incoming: { traceparent, 'x-amzn-trace-id': `Root=${amazonRoot};Sampled=1;CalledFrom=app` },
    extracted: w3c,
  },
  {
    title: 'a malformed traceparent with a valid X-Amzn-Trace-Id',
    incoming: {
      traceparent: '00-zzz-1-01',
      tracestate,
      'x-amzn-trace-id': `Root=${amazonRoot};Parent=${amazonParentId};Sampled=1`,
    },
    extracted: { traceId: amazonTraceId, parentId: amazonParentId },
    decision: 'sampled',
    tail: ';Sampled=1',
  },
  {
    title: 'a valid traceparent with a malformed X-Amzn-Trace-Id',
    incoming: { traceparent, 'x-amzn-trace-id': 'Root=1-67891233-ZZZ;Sampled=1' },
    extracted: w3c,
  },
  {
    title: 'both malformed',
    incoming: { traceparent: `${traceparent}-extra`, 'x-amzn-trace-id': 'Root=garbage' },
  },
  {
    title: 'zero ids',
    incoming: { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` },
  },
  {
    title: 'an oversized X-Amzn-Trace-Id',
    incoming: { 'x-amzn-trace-id': `Root=${amazonRoot};k=${'v'.repeat(4000)}` },
  },
  {
    title: 'an oversized traceparent',
    incoming: { traceparent: `${traceparent}${'0'.repeat(8000)}` },
  },
  {
    title: 'traceparent repeated with different ids',
    incoming: { traceparent: `${traceparent}, 00-${amazonTraceId}-${amazonParentId}-01` },
  },
  {
    title: 'X-Amzn-Trace-Id repeated with different ids',
    incoming: { 'x-amzn-trace-id': [`Root=${amazonRoot}`, `Root=${root}`] },
  },
  {
    title: 'X-Amzn-Trace-Id repeated with the same ids',
    incoming: { 'x-amzn-trace-id': `Root=${amazonRoot}, Root=${amazonRoot}` },
    extracted: { traceId: amazonTraceId, parentId: unknown },
  },
]

describe('createPropagator', () => {
  it.each(rows)('extracts and injects: $title', (row) => {
    const propagator = createPropagator()
    const context = propagator.extract(ROOT_CONTEXT, row.incoming, defaultTextMapGetter)
    const remote = trace.getSpanContext(context)
    const incoming = getIncomingTrace(context)

    expect(
      remote && {
        traceId: remote.traceId,
        parentId: incoming?.parentUnknown ? unknown : remote.spanId,
      },
    ).toEqual(row.extracted)
    expect(incoming?.decision).toBe(row.decision)

    const spanId = '1111111111111111'
    const own = { traceId: row.extracted?.traceId ?? 'c'.repeat(32), spanId, traceFlags: 1 }
    const traceState = remote?.traceState
    const outgoing: Record<string, string> = {}
    const span = trace.setSpanContext(context, { ...own, ...(traceState && { traceState }) })
    propagator.inject(span, outgoing, defaultTextMapSetter)
    expect(outgoing).toEqual({
      traceparent: `00-${own.traceId}-${spanId}-01`,
      'X-Amzn-Trace-Id': `Root=${toXrayTraceId(own.traceId)};Parent=${spanId}${row.tail ?? ''}`,
      ...row.propagated,
    })
  })

  it('replaces the incoming sampling decision with the decision of this service', () => {
    const propagator = createPropagator({ segmentDecision: () => 'not_sampled' })
    const incoming = { 'x-amzn-trace-id': `Root=${root};Parent=${parentId};Sampled=?` }
    const outgoing: Record<string, string> = {}
    const context = propagator.extract(ROOT_CONTEXT, incoming, defaultTextMapGetter)
    propagator.inject(context, outgoing, defaultTextMapSetter)
    expect(outgoing['X-Amzn-Trace-Id']).toBe(`Root=${root};Parent=${parentId};Sampled=0`)
  })

  it('propagates a sampling decision only within its trace', () => {
    const propagator = createPropagator()
    const incoming = { 'x-amzn-trace-id': `Root=${root};Parent=${parentId};Sampled=1;k=v` }
    const context = propagator.extract(ROOT_CONTEXT, incoming, defaultTextMapGetter)
    const other = { traceId: amazonTraceId, spanId: amazonParentId, traceFlags: 1 }
    const outgoing: Record<string, string> = {}
    propagator.inject(trace.setSpanContext(context, other), outgoing, defaultTextMapSetter)
    expect(outgoing['X-Amzn-Trace-Id']).toBe(`Root=${amazonRoot};Parent=${amazonParentId}`)
  })

  it('extracts the Host header for naming and sampling', () => {
    const incoming = { host: 'cruddur.example:4002' }
    const context = createPropagator().extract(ROOT_CONTEXT, incoming, defaultTextMapGetter)
    expect(getIncomingTrace(context)?.host).toBe('cruddur.example:4002')
  })

  it('injects no IDs without a span or when tracing is suppressed', () => {
    const propagator = createPropagator()
    const outgoing: Record<string, string> = {}
    propagator.inject(ROOT_CONTEXT, outgoing, defaultTextMapSetter)
    const context = propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter)
    propagator.inject(suppressTracing(context), outgoing, defaultTextMapSetter)
    expect(outgoing).toEqual({})
  })

  it('lists every header that it injects in fields()', () => {
    expect(createPropagator().fields()).toEqual([
      'traceparent',
      'tracestate',
      'baggage',
      'x-amzn-trace-id',
    ])
  })
})

describe('spanSamplingContext', () => {
  it('removes a parent from X-Amzn-Trace-Id and keeps one from traceparent', () => {
    const propagator = createPropagator()
    const amazon = propagator.extract(
      ROOT_CONTEXT,
      { 'x-amzn-trace-id': `Root=${root};Parent=${parentId}` },
      defaultTextMapGetter,
    )
    const w3cContext = propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter)
    expect(trace.getSpanContext(spanSamplingContext(amazon))).toBeUndefined()
    expect(spanSamplingContext(w3cContext)).toBe(w3cContext)
  })

  it('keeps the local span of a request with X-Amzn-Trace-Id', () => {
    const propagator = createPropagator()
    const incoming = { 'x-amzn-trace-id': `Root=${root}` }
    const context = propagator.extract(ROOT_CONTEXT, incoming, defaultTextMapGetter)
    const inside = trace.setSpanContext(context, { traceId, spanId: parentId, traceFlags: 1 })
    expect(spanSamplingContext(inside)).toBe(inside)
  })
})
