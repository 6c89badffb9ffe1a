import type { LogLine } from '../contract/logs.ts'
import type { TraceError, TraceLog, TraceSegment } from '../contract/signals.ts'
import type { Span, Trace } from '../contract/traces.ts'
import type { ErrorRow } from '../model/error-row.ts'
import type { LogRow } from '../model/log-row.ts'
import type { LogLineRow } from '../model/log-search-reader.ts'
import type { SegmentRow } from '../model/segment-row.ts'
import type { SpanRow } from '../model/span-row.ts'
import type { TraceResult } from './get-trace.ts'

/** Converts a trace to its representation in the contract. */
export function toContractTrace(result: TraceResult): Trace {
  const { traceId, startUnixNano, endUnixNano, durationNano, extentNano } = result
  const { spans, truncated } = result
  const { linkedFrom, linksTruncated } = result
  return {
    ...{ traceId, startUnixNano, endUnixNano, durationNano, extentNano },
    segments: result.segments.map(toContractSegment),
    logs: result.logs.map(toContractLog),
    errors: result.errors.map(toContractError),
    ...(truncated && { truncated }),
    linkedFrom,
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

function toContractSegment(row: SegmentRow): TraceSegment {
  const blocks = {
    metadata: row.Metadata,
    http: row.Http,
    sql: row.Sql,
    aws: row.Aws,
    cause: row.Cause,
    service: row.Service,
    user: row.User && JSON.stringify(row.User),
    other: row.Other,
  }
  return {
    segmentId: row.SegmentId,
    parentId: row.ParentId,
    name: row.Name,
    service: row.ServiceName,
    run: row.InstanceId,
    isSubsegment: row.IsSubsegment,
    inProgress: row.InProgress,
    namespace: row.Namespace,
    origin: row.Origin,
    startUnixNano: row.Timestamp,
    durationNano: row.Duration,
    error: row.Error,
    fault: row.Fault,
    throttle: row.Throttle,
    annotations: row.Annotations,
    blocks: Object.fromEntries(Object.entries(blocks).filter(([, json]) => json !== '')),
  }
}

function toContractLog(row: LogRow): TraceLog {
  return {
    timeUnixNano: row.Timestamp,
    spanId: row.SpanId,
    service: row.ServiceName,
    severity: row.SeverityText,
    severityNumber: row.SeverityNumber,
    body: row.Body,
    attributes: row.LogAttributes,
    resource: row.ResourceAttributes,
  }
}

export function toContractLine(row: LogLineRow): LogLine {
  return {
    ...toContractLog(row),
    id: row.Id,
    traceId: row.TraceId,
    group: row.ResourceAttributes['aws.log.group.names'] ?? '',
    stream: row.ResourceAttributes['aws.log.stream.names'] ?? '',
  }
}

export function toContractError(row: ErrorRow): TraceError {
  return {
    uuid: row.Uuid,
    timeUnixNano: row.Timestamp,
    spanId: row.SpanId,
    service: row.ServiceName,
    level: row.Level,
    title: row.Title,
    exceptionClass: row.ExceptionClass,
    message: row.Message,
    fingerprint: row.Fingerprint,
    context: row.Context,
    environment: row.Environment,
    codeVersion: row.CodeVersion,
    data: row.Data,
  }
}
