import type { INamespace } from 'protobufjs'
import { field, list, otlpCommonMessages } from './otlp-common-schema.ts'

/** The wire names and numbers of OTLP 1.x for logs, as https://github.com/open-telemetry/opentelemetry-proto defines them. */
export const otlpLogsSchema: INamespace = {
  nested: {
    otlp: {
      nested: {
        ...otlpCommonMessages,
        ExportLogsServiceRequest: { fields: { resourceLogs: list('ResourceLogs', 1) } },
        ExportLogsServiceResponse: { fields: { partialSuccess: field('LogsPartialSuccess', 1) } },
        LogsPartialSuccess: {
          fields: { rejectedLogRecords: field('int64', 1), errorMessage: field('string', 2) },
        },
        ResourceLogs: {
          fields: {
            resource: field('Resource', 1),
            scopeLogs: list('ScopeLogs', 2),
            schemaUrl: field('string', 3),
          },
        },
        ScopeLogs: {
          fields: {
            scope: field('InstrumentationScope', 1),
            logRecords: list('LogRecord', 2),
            schemaUrl: field('string', 3),
          },
        },
        LogRecord: {
          fields: {
            timeUnixNano: field('fixed64', 1),
            severityNumber: field('int32', 2),
            severityText: field('string', 3),
            body: field('AnyValue', 5),
            attributes: list('KeyValue', 6),
            droppedAttributesCount: field('uint32', 7),
            flags: field('fixed32', 8),
            traceId: field('bytes', 9),
            spanId: field('bytes', 10),
            observedTimeUnixNano: field('fixed64', 11),
            eventName: field('string', 12),
          },
        },
      },
    },
  },
}
