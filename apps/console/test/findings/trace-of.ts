import { findFindings } from '../../src/findings/find-findings.ts'
import type { Finding } from '../../src/findings/finding.ts'
import { defaultThresholds, type Thresholds } from '../../src/findings/thresholds.ts'
import type { TraceInput } from '../../src/findings/trace/trace-graph.ts'
import type { ErrorRow } from '../../src/model/error-row.ts'
import type { LogRow } from '../../src/model/log-row.ts'
import type { SegmentRow } from '../../src/model/segment-row.ts'
import type { SpanRow } from '../../src/model/span-row.ts'
import { placeSpans } from '../../src/query/span-tree.ts'
import { spanId, spanRow } from '../support/span-rows.ts'

const epochNano = 1_790_000_000_000_000_000n
/** When the traces have settled. */
export const laterMillis = 1_790_000_600_000

export interface TestSpan {
  readonly id: number
  readonly parent?: number
  /** Milliseconds after the start of the trace. */
  readonly at?: number
  readonly ms?: number
  readonly kind?: SpanRow['SpanKind']
  readonly service?: string
  readonly name?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly resource?: Readonly<Record<string, string>>
  readonly failed?: string
  readonly over?: Partial<SpanRow>
}

function rowOf(span: TestSpan): SpanRow {
  const { id, parent, at = 0, ms = 100, kind = 'Internal', service = 'shop', failed } = span
  return spanRow({
    SpanId: spanId(id),
    ParentSpanId: parent === undefined ? '' : spanId(parent),
    Timestamp: String(epochNano + BigInt(Math.round(at * 1e6))),
    Duration: String(Math.round(ms * 1e6)),
    SpanKind: kind,
    ServiceName: service,
    SpanName: span.name ?? kind,
    SpanAttributes: span.attributes ?? {},
    ResourceAttributes: {
      'service.name': service,
      'telemetry.sdk.language': 'nodejs',
      ...span.resource,
    },
    ...(failed !== undefined && { StatusCode: 'Error', StatusMessage: failed }),
    ...span.over,
  })
}

interface Others {
  readonly logs?: readonly LogRow[]
  readonly errors?: readonly ErrorRow[]
  readonly segments?: readonly SegmentRow[]
  readonly thresholds?: Partial<Thresholds>
  readonly nowMillis?: number
  readonly truncated?: boolean
}

export function inputOf(spans: readonly TestSpan[], others: Others = {}): TraceInput {
  const { logs = [], errors = [], segments = [], truncated = false } = others
  return { spans: placeSpans(spans.map(rowOf)), logs, errors, segments, truncated }
}

export function findingsOf(spans: readonly TestSpan[], others: Others = {}): Finding[] {
  const thresholds = { ...defaultThresholds, ...others.thresholds }
  const settings = { thresholds, disabled: new Set<never>() }
  return findFindings(inputOf(spans, others), settings, others.nowMillis ?? laterMillis)
}

export function kindsOf(spans: readonly TestSpan[], others: Others = {}): string[] {
  return findingsOf(spans, others).map(({ kind }) => kind)
}

/** A request of `shop` with ID 1. */
export function request(ms = 500, over: Partial<TestSpan> = {}): TestSpan {
  return {
    ...{ id: 1, ms, kind: 'Server', name: 'GET /orders/:id' },
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/orders/:id',
      'url.path': '/orders/42',
      'http.response.status_code': '200',
    },
    ...over,
  }
}

export function query(
  id: number,
  at: number,
  text: string,
  over: Partial<TestSpan> = {},
): TestSpan {
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text, ...over.attributes }
  return { id, parent: 1, at, ms: 4, kind: 'Client', name: 'query', ...over, attributes }
}

export function call(id: number, at: number, url: string, over: Partial<TestSpan> = {}): TestSpan {
  const attributes = { 'http.request.method': 'GET', 'url.full': url, ...over.attributes }
  return { id, parent: 1, at, ms: 40, kind: 'Client', name: 'GET', ...over, attributes }
}

export function line(over: Partial<LogRow>): LogRow {
  return {
    Timestamp: String(epochNano),
    TraceId: 'a'.repeat(32),
    SpanId: spanId(1),
    TraceFlags: 1,
    SeverityText: 'INFO',
    SeverityNumber: 9,
    ServiceName: 'shop',
    Body: 'done',
    ResourceSchemaUrl: '',
    ResourceAttributes: {},
    ScopeSchemaUrl: '',
    ScopeName: '',
    ScopeVersion: '',
    ScopeAttributes: {},
    LogAttributes: {},
    EventName: '',
    ...over,
  }
}

export function item(over: Partial<ErrorRow>): ErrorRow {
  return {
    Timestamp: String(epochNano),
    Uuid: '1',
    TraceId: 'a'.repeat(32),
    SpanId: spanId(1),
    ServiceName: 'shop',
    Environment: 'test',
    CodeVersion: '',
    Level: 'error',
    Fingerprint: 'f',
    Title: 'Error: no stock',
    ExceptionClass: 'Error',
    Message: 'no stock',
    Context: '',
    Data: '{}',
    ...over,
  }
}

export function segment(over: Partial<SegmentRow>): SegmentRow {
  return {
    Timestamp: String(epochNano),
    Duration: '1000000',
    TraceId: 'a'.repeat(32),
    SegmentId: spanId(1),
    ParentId: '',
    Name: 'shop',
    ServiceName: 'shop',
    InstanceId: '',
    IsSubsegment: false,
    InProgress: false,
    Namespace: '',
    Origin: '',
    Error: false,
    Fault: false,
    Throttle: false,
    Annotations: {},
    Metadata: '',
    Http: '',
    Sql: '',
    Aws: '',
    Cause: '',
    Service: '',
    User: '',
    Other: '',
    ...over,
  }
}

export function times<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index))
}
