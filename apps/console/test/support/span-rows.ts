import type { SpanRow } from '../../src/model/span-row.ts'

/** A span from a second ago, with overrides. */
export function spanRow(over: Partial<SpanRow> = {}): SpanRow {
  return {
    Timestamp: nanosAgo(1_000),
    TraceId: 'a'.repeat(32),
    SpanId: '1'.repeat(16),
    ParentSpanId: '',
    TraceState: '',
    SpanName: 'GET /api/activities/home',
    SpanKind: 'Server',
    ServiceName: 'home-activities',
    ResourceAttributes: { 'service.name': 'home-activities' },
    ScopeName: 'test',
    ScopeVersion: '1',
    SpanAttributes: {},
    Duration: '1000000',
    StatusCode: 'Unset',
    StatusMessage: '',
    'Events.Timestamp': [],
    'Events.Name': [],
    'Events.Attributes': [],
    'Links.TraceId': [],
    'Links.SpanId': [],
    'Links.TraceState': [],
    'Links.Attributes': [],
    ...over,
  }
}

export function nanosAgo(millis: number): string {
  return String(BigInt(Date.now() - millis) * 1_000_000n)
}

/** 32 hex digits made of a number. */
export function traceId(number: number): string {
  return number.toString(16).padStart(32, '0')
}

export function spanId(number: number): string {
  return number.toString(16).padStart(16, '0')
}
