import type { LogRow } from '../../model/log-row.ts'
import type { ValueType } from '../../model/value-types.ts'
import { type Attributes, rowTypesText, typesOf } from './attributes.ts'
import type { RowCollector } from './decoded-rows.ts'
import { isSpanId, isTraceId, optionalId } from './identifiers.ts'
import type { RecordTimes } from './record-times.ts'
import type { ScopeContext } from './scope-context.ts'
import { endOfTime, isStorableTime, tooOld } from './times.ts'

export function emptyLogRecord() {
  return {
    timeNano: 0n,
    observedNano: 0n,
    severityNumber: 0,
    severityText: '',
    body: '',
    bodyType: 'string' as ValueType,
    attributes: {} as Attributes,
    flags: 0,
    traceId: '',
    spanId: '',
    eventName: '',
  }
}

export type WireLogRecord = ReturnType<typeof emptyLogRecord>

const maxSeverityNumber = 24

/** 0, unspecified, for a number that the specification does not define. */
function severityNumber(number: number): number {
  return number > 0 && number <= maxSeverityNumber ? number : 0
}

/** Adds the record as a row, or rejects it with a reason. */
export function addLogRecord(
  collector: RowCollector<LogRow>,
  record: WireLogRecord,
  context: ScopeContext,
  times: RecordTimes,
): void {
  // The specification: use the observed time when there is no event time.
  const time = record.timeNano || record.observedNano || times.arrivalNano
  const problem = !isStorableTime(time)
    ? `timeUnixNano is after ${endOfTime}`
    : time < times.earliestNano
      ? tooOld('log record', times)
      : undefined
  if (problem !== undefined) {
    collector.reject(problem)
    return
  }
  collector.add(
    {
      Timestamp: String(time),
      TraceId: optionalId(record.traceId, isTraceId),
      SpanId: optionalId(record.spanId, isSpanId),
      TraceFlags: record.flags & 0xff,
      SeverityText: record.severityText,
      SeverityNumber: severityNumber(record.severityNumber),
      ServiceName: context.serviceName,
      Body: record.body,
      ResourceSchemaUrl: context.resourceSchemaUrl,
      ResourceAttributes: context.resource,
      ScopeSchemaUrl: context.scopeSchemaUrl,
      ScopeName: context.scopeName,
      ScopeVersion: context.scopeVersion,
      ScopeAttributes: context.scopeAttributes,
      LogAttributes: record.attributes,
      EventName: record.eventName,
      ValueTypes: rowTypesText({
        resource: typesOf(context.resource),
        scope: typesOf(context.scopeAttributes),
        attributes: typesOf(record.attributes),
        body: record.bodyType === 'string' ? undefined : record.bodyType,
      }),
      RetainUntil: times.retainUntil,
    },
    context.chars,
  )
}
