import type { SpanRow } from '../../model/span-row.ts'
import { parseRowTypes } from '../../model/value-types.ts'
import { grouped, keyValues } from './wire.ts'

const kinds = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer']
const statusCodes = ['Unset', 'Ok', 'Error']

/** Spans as the `resourceSpans` of OTLP's JSON form: by resource, then by scope. */
export function toResourceSpans(rows: readonly SpanRow[]) {
  return grouped(rows, (row) => [
    row.ResourceAttributes,
    parseRowTypes(row.ValueTypes).resource,
  ]).map((ofResource) => ({
    resource: {
      attributes: keyValues(
        ofResource[0]?.ResourceAttributes ?? {},
        parseRowTypes(ofResource[0]?.ValueTypes).resource,
      ),
    },
    scopeSpans: grouped(ofResource, ({ ScopeName, ScopeVersion }) => [ScopeName, ScopeVersion]).map(
      (ofScope) => ({
        scope: { name: ofScope[0]?.ScopeName, version: ofScope[0]?.ScopeVersion },
        spans: ofScope.map(toSpan),
      }),
    ),
  }))
}

function toSpan(row: SpanRow) {
  const types = parseRowTypes(row.ValueTypes)
  return {
    traceId: row.TraceId,
    spanId: row.SpanId,
    ...(row.TraceState && { traceState: row.TraceState }),
    ...(row.ParentSpanId && { parentSpanId: row.ParentSpanId }),
    name: row.SpanName,
    kind: Math.max(0, kinds.indexOf(row.SpanKind)),
    startTimeUnixNano: row.Timestamp,
    endTimeUnixNano: String(BigInt(row.Timestamp) + BigInt(row.Duration)),
    attributes: keyValues(row.SpanAttributes, types.attributes),
    events: row['Events.Name'].map((name, index) => ({
      timeUnixNano: row['Events.Timestamp'][index] ?? '0',
      name,
      attributes: keyValues(row['Events.Attributes'][index] ?? {}, types.events?.[index]),
    })),
    links: row['Links.TraceId'].map((traceId, index) => ({
      traceId,
      spanId: row['Links.SpanId'][index] ?? '',
      ...(row['Links.TraceState'][index] && { traceState: row['Links.TraceState'][index] }),
      attributes: keyValues(row['Links.Attributes'][index] ?? {}, types.links?.[index]),
    })),
    status: {
      code: Math.max(0, statusCodes.indexOf(row.StatusCode)),
      ...(row.StatusMessage && { message: row.StatusMessage }),
    },
  }
}
