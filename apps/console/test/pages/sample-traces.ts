import type { Trace } from '../../src/contract/traces.ts'

type TraceSpan = Trace['spans'][number]

const START = BigInt(Date.UTC(2026, 10, 22, 9, 30, 0)) * 1_000_000n
const micros = (count: number) => BigInt(Math.round(count * 1_000))

/** Fields of a span set by a test; the others have defaults. Times are microseconds after the start of the trace. */
export interface SpanSketch {
  readonly id: string
  readonly parent?: string
  readonly name: string
  readonly service: string
  readonly depth: number
  readonly start: number
  readonly duration: number
  readonly error?: string
  readonly orphan?: boolean
  readonly attributes?: Readonly<Record<string, string>>
}

export function buildTrace(traceId: string, sketches: readonly SpanSketch[], start = START): Trace {
  const spans = sketches.map((sketch) => buildSpan(sketch, start))
  const end = Math.max(...sketches.map((sketch) => sketch.start + sketch.duration))
  const durationNano = `${micros(end)}`
  return {
    ...{ traceId, startUnixNano: `${start}`, endUnixNano: `${start + micros(end)}` },
    ...{ durationNano, extentNano: durationNano, spans },
  }
}

function buildSpan(sketch: SpanSketch, start: bigint): TraceSpan {
  return {
    spanId: sketch.id.padStart(16, '0'),
    parentSpanId: sketch.parent?.padStart(16, '0') ?? '',
    name: sketch.name,
    kind: sketch.depth === 0 ? 'Server' : 'Internal',
    service: sketch.service,
    startUnixNano: `${start + micros(sketch.start)}`,
    durationNano: `${micros(sketch.duration)}`,
    status: sketch.error === undefined ? 'unset' : 'error',
    statusMessage: sketch.error ?? '',
    attributes: { ...sketch.attributes },
    resource: { 'service.name': sketch.service, 'service.version': '1.0.0' },
    scope: '@fastify/otel',
    events:
      sketch.error === undefined
        ? []
        : [
            {
              name: 'exception',
              timeUnixNano: `${start + micros(sketch.start + sketch.duration)}`,
              attributes: { 'exception.type': 'Error', 'exception.message': sketch.error },
            },
          ],
    links: [],
    rowId: sketch.id.padStart(16, '0'),
    depth: sketch.depth,
    orphan: sketch.orphan ?? false,
  }
}

const home = 'home-activities'
const user = 'user-activities'

/** One successful request across both services. */
export const timelineTrace = buildTrace('5759e988bd862e3fe1be46a994272793', [
  {
    id: 'a1',
    name: 'GET /api/activities/home',
    service: home,
    depth: 0,
    start: 0,
    duration: 42_123.456,
    attributes: { 'http.route': '/api/activities/home', 'http.response.status_code': '200' },
  },
  {
    id: 'a2',
    parent: 'a1',
    name: 'Show home activities',
    service: home,
    depth: 1,
    start: 800,
    duration: 40_100,
    attributes: { 'app.result_length': '20' },
  },
  {
    id: 'a3',
    parent: 'a2',
    name: 'GET',
    service: home,
    depth: 2,
    start: 1_200,
    duration: 36_400,
    attributes: { 'server.address': '127.0.0.1' },
  },
  {
    id: 'a4',
    parent: 'a3',
    name: 'GET /api/activities',
    service: user,
    depth: 3,
    start: 4_000,
    duration: 31_000,
  },
  {
    id: 'a5',
    parent: 'a4',
    name: 'pg.query:SELECT',
    service: user,
    depth: 4,
    start: 6_000,
    duration: 22_500,
    attributes: { 'db.query.text': 'SELECT * FROM activities LIMIT $1' },
  },
  {
    id: 'a6',
    parent: 'a2',
    name: 'serialize',
    service: home,
    depth: 2,
    start: 38_000,
    duration: 0.85,
  },
])

/** A failed request, and a span whose parent was not received. */
export const failedTrace = buildTrace(
  '67891234567890abcdef012345678912',
  [
    {
      id: 'b1',
      name: 'GET /api/activities/home',
      service: home,
      depth: 0,
      start: 0,
      duration: 3_002_000,
      error: 'user-activities does not respond',
    },
    {
      id: 'b2',
      parent: 'b1',
      name: 'GET',
      service: home,
      depth: 1,
      start: 1_000,
      duration: 3_000_000,
      error: 'connect ECONNREFUSED 127.0.0.1:4002',
    },
    {
      id: 'b9',
      parent: 'bf',
      name: 'lost child',
      service: user,
      depth: 0,
      start: 5_000,
      duration: 1_000,
      orphan: true,
    },
  ],
  START - 60_000_000_000n,
)

const MARKUP = '<img src=x onerror=window.attacked=1>'

/** Hostile values in every field set by a sender. */
export const hostileTrace = withLinks(
  buildTrace('dd'.repeat(16), [
    {
      id: 'd1',
      name: MARKUP,
      service: `"><script>window.attacked=1</script>`,
      depth: 0,
      start: 0,
      duration: 10,
      error: MARKUP,
      attributes: {
        [MARKUP]: MARKUP,
        '__proto__.x': '{"html":"<svg onload=window.attacked=1>"}',
        link: 'javascript:window.attacked=1',
        other: ' https://example.com onclick=x',
        url: 'https://example.com/ok',
      },
    },
  ]),
)

/** A wide and deep trace: an error every 1,000 spans, and a unique attribute on each span. */
export function largeTrace(spanCount: number): Trace {
  return buildTrace(
    'ee'.repeat(16),
    Array.from({ length: spanCount }, (_none, index) => ({
      id: `e${index.toString(16).padStart(8, '0')}`,
      name: `span ${index}`,
      service: ['home-activities', 'user-activities', 'search'][index % 3] ?? '',
      depth: index === 0 ? 0 : 1 + ((index - 1) % 9),
      start: index,
      duration: index === 0 ? spanCount * 2 : 20 - ((index - 1) % 9),
      attributes: { key: `needle-${index}` },
      ...(index > 0 && index % 1_000 === 0 ? { error: 'it broke' } : {}),
    })),
  )
}

const failedTime = failedTrace.spans[1]?.startUnixNano ?? '0'
const httpSegment = {
  segmentId: failedTrace.spans[0]?.spanId ?? '',
  parentId: '',
  name: 'home-activities',
  service: 'home-activities',
  isSubsegment: false,
  inProgress: false,
  namespace: '',
  origin: '',
  startUnixNano: failedTime,
  durationNano: '3002000000',
  error: false,
  fault: true,
  throttle: false,
  annotations: { handle: 'andrewbrown' },
  blocks: { http: '{"response":{"status":503}}' },
}

/** {@link failedTrace} with the three other signals of the same request. */
export const correlatedTrace: Trace = {
  ...failedTrace,
  traceId: 'cc'.repeat(16),
  segments: [
    httpSegment,
    { ...httpSegment, segmentId: 'f'.repeat(16), name: 'lambda', service: 'lambda' },
    {
      ...httpSegment,
      ...{ segmentId: '00000000000000bf', parentId: 'f'.repeat(16), name: 'DynamoDB' },
      ...{ service: '', isSubsegment: true, namespace: 'aws' },
    },
  ],
  logs: ['WARN', 'INFO', 'INFO', 'INFO', 'INFO', 'INFO'].map((severity, index) => ({
    timeUnixNano: failedTime,
    spanId: failedTrace.spans[1]?.spanId ?? '',
    service: 'home-activities',
    severity,
    severityNumber: severity === 'WARN' ? 13 : 9,
    body: `attempt ${index}`,
    attributes: { 'http.route': '/api/activities/home' },
    resource: {},
  })),
  errors: [
    {
      uuid: '3f2b0c52-8f5e-4a38-9d0c-4f6d4f3d9f10',
      timeUnixNano: failedTime,
      spanId: failedTrace.spans[0]?.spanId ?? '',
      service: 'home-activities',
      level: 'error',
      title: 'UpstreamError: no response',
      exceptionClass: 'UpstreamError',
      message: 'no response',
      fingerprint: 'a',
      context: 'GET /api/activities/home',
      environment: 'development',
      codeVersion: '1.0.0',
      data: '{"body":{"trace_chain":[]}}',
    },
  ],
}

/** {@link timelineTrace} with one link to another trace and two links from others. */
export const linkedTrace: Trace = {
  ...timelineTrace,
  traceId: '11'.repeat(16),
  spans: timelineTrace.spans.map((span, index) =>
    index === 2
      ? {
          ...span,
          links: [
            { traceId: '22'.repeat(16), spanId: '2'.repeat(16), attributes: { why: 'retry' } },
          ],
        }
      : span,
  ),
  linkedFrom: [timelineTrace.spans[0]?.spanId ?? '', 'e'.repeat(16)].map((spanId, index) => ({
    spanId,
    fromTraceId: `${index + 3}`.repeat(32),
    fromSpanId: `${index + 3}`.repeat(16),
    service: 'worker',
    operation: `batch ${index}`,
    startUnixNano: timelineTrace.startUnixNano,
  })),
}

/** Log lines and an occurrence of a request whose spans were not sampled. */
export const traceWithoutSpans: Trace = {
  ...correlatedTrace,
  ...{ traceId: 'ab'.repeat(16), spans: [], segments: [] },
}

function withLinks(trace: Trace): Trace {
  const links = [{ traceId: 'javascript:alert(1)', spanId: '"onclick=', attributes: {} }]
  return { ...trace, spans: trace.spans.map((span) => ({ ...span, links })) }
}
