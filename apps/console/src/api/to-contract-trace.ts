import type { Span, Trace } from '../contract/traces.ts'
import type { SpanRow } from '../model/span-row.ts'
import type { TraceResult } from '../query/get-trace.ts'
import { toContractSignals } from './to-contract-signals.ts'

/** Converts a trace to its representation in the contract. */
export function toContractTrace(result: TraceResult): Trace {
  const { traceId, startUnixNano, endUnixNano, durationNano, extentNano } = result
  const { spans, truncated } = result
  const { linkedFrom, linksTruncated } = result
  return {
    ...{ traceId, startUnixNano, endUnixNano, durationNano, extentNano },
    ...toContractSignals(result),
    ...(truncated && { truncated }),
    linkedFrom: [...linkedFrom],
    ...(linksTruncated && { linksTruncated }),
    spans: spans.map(({ span, rowId, depth, orphan, clockSkewNano }) => ({
      ...toContractSpan(span),
      ...{ rowId, depth, orphan },
      ...(clockSkewNano !== undefined && { clockSkewNano }),
    })),
  }
}

function toContractSpan(row: SpanRow): Span {
  return {
    spanId: row.SpanId,
    parentSpanId: row.ParentSpanId,
    name: row.SpanName,
    kind: row.SpanKind,
    service: row.ServiceName,
    startUnixNano: row.Timestamp,
    durationNano: row.Duration,
    status: row.StatusCode === 'Error' ? 'error' : row.StatusCode === 'Ok' ? 'ok' : 'unset',
    statusMessage: row.StatusMessage,
    attributes: row.SpanAttributes,
    resource: row.ResourceAttributes,
    scope: row.ScopeName,
    events: row['Events.Name'].map((name, index) => ({
      name,
      timeUnixNano: row['Events.Timestamp'][index] ?? '0',
      attributes: row['Events.Attributes'][index] ?? {},
    })),
    links: row['Links.TraceId'].map((traceId, index) => ({
      traceId,
      spanId: row['Links.SpanId'][index] ?? '',
      attributes: row['Links.Attributes'][index] ?? {},
    })),
  }
}
