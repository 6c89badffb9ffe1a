import type { TraceError, TraceLog, TraceSegment } from '../contract/signals.ts'
import type { Trace } from '../contract/traces.ts'
import type { ErrorRow } from '../model/error-row.ts'
import type { LogRow } from '../model/log-row.ts'
import type { SegmentRow } from '../model/segment-row.ts'
import type { TraceSignals } from '../query/get-trace-signals.ts'

/** The three signals besides spans, as the contract defines them. */
export function toContractSignals({
  segments,
  logs,
  errors,
}: TraceSignals): Pick<Trace, 'segments' | 'logs' | 'errors'> {
  return {
    segments: segments.map(toContractSegment),
    logs: logs.map(toContractLog),
    errors: errors.map(toContractError),
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

export function toContractLog(row: LogRow): TraceLog {
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
