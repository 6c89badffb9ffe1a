export const w3cId = '4bf92f3577b34da6a3ce929d0e0e4736'
export const xrayId = '5759e988bd862e3fe1be46a994272793'
const parent = '00f067aa0ba902b7'
const xrayParent = '53995c3f42cd8ad8'
export const root = (id: string) => `Root=1-${id.slice(0, 8)}-${id.slice(8)}`
const traceparent = `00-${w3cId}-${parent}-01`

/** Incoming headers and the expected result in all signals and the outgoing call. */
interface IncomingHeaders {
  readonly title: string
  /** A flat list, so that a header can be repeated. */
  readonly headers: readonly string[]
  /** Undefined if a new trace starts. */
  readonly traceId?: string
  /** Undefined for a root span. */
  readonly parentId?: string
  /** Expected X-Ray decision, if the caller made one. */
  readonly sampled?: boolean
  /** Outgoing headers besides the two trace headers. */
  readonly propagated?: Record<string, string>
}

export const amazon = 'X-Amzn-Trace-Id'
export const incomingHeaders: readonly IncomingHeaders[] = [
  { title: 'none', headers: [] },
  { title: 'traceparent', headers: ['traceparent', traceparent], traceId: w3cId, parentId: parent },
  {
    title: 'traceparent, tracestate and baggage',
    headers: ['traceparent', traceparent, 'tracestate', 'v=1', 'baggage', 'user=anna'],
    traceId: w3cId,
    parentId: parent,
    propagated: { tracestate: 'v=1', baggage: 'user=anna' },
  },
  { title: 'Root only', headers: [amazon, root(xrayId)], traceId: xrayId },
  {
    title: 'Root and Sampled',
    headers: [amazon, `${root(xrayId)};Sampled=1`],
    traceId: xrayId,
    sampled: true,
  },
  {
    title: 'Root, Parent and Sampled=0',
    headers: [amazon, `${root(xrayId)};Parent=${xrayParent};Sampled=0`],
    traceId: xrayId,
    parentId: xrayParent,
    sampled: false,
  },
  { title: 'Sampled=?', headers: [amazon, `${root(xrayId)};Sampled=?`], traceId: xrayId },
  {
    title: 'Self and extra keys',
    headers: [
      amazon,
      `Self=1-67891234-12456789abcdef012345678;${root(xrayId)};Sampled=1;CalledFrom=app`,
    ],
    traceId: xrayId,
    sampled: true,
  },
  {
    title: 'both, agreeing',
    headers: ['traceparent', traceparent, amazon, `${root(w3cId)};Parent=${parent};Sampled=1`],
    traceId: w3cId,
    parentId: parent,
    sampled: true,
  },
  {
    title: 'both, conflicting',
    headers: ['traceparent', traceparent, amazon, `${root(xrayId)};Parent=${xrayParent};Sampled=1`],
    traceId: w3cId,
    parentId: parent,
  },
  { title: 'malformed', headers: ['traceparent', '00-xyz-1-01', amazon, 'Root=1-67891233-ZZZ'] },
  { title: 'oversized', headers: [amazon, `${root('f'.repeat(32))}${';a=b'.repeat(2000)}`] },
  {
    title: 'repeated',
    headers: ['traceparent', traceparent, 'traceparent', `00-${xrayId}-${parent}-01`],
  },
]
