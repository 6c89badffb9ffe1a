import type { INamespace } from 'protobufjs'
import { field, list, otlpCommonMessages } from './otlp-common-schema.ts'

/** The wire names and numbers of OTLP 1.x for traces, as https://github.com/open-telemetry/opentelemetry-proto defines them. */
export const otlpTraceSchema: INamespace = {
  nested: {
    otlp: {
      nested: {
        ExportTraceServiceRequest: { fields: { resourceSpans: list('ResourceSpans', 1) } },
        ExportTraceServiceResponse: { fields: { partialSuccess: field('PartialSuccess', 1) } },
        PartialSuccess: {
          fields: { rejectedSpans: field('int64', 1), errorMessage: field('string', 2) },
        },
        ResourceSpans: {
          fields: {
            resource: field('Resource', 1),
            scopeSpans: list('ScopeSpans', 2),
            schemaUrl: field('string', 3),
          },
        },
        ...otlpCommonMessages,
        ScopeSpans: {
          fields: {
            scope: field('InstrumentationScope', 1),
            spans: list('Span', 2),
            schemaUrl: field('string', 3),
          },
        },
        Span: {
          fields: {
            traceId: field('bytes', 1),
            spanId: field('bytes', 2),
            traceState: field('string', 3),
            parentSpanId: field('bytes', 4),
            name: field('string', 5),
            kind: field('SpanKind', 6),
            startTimeUnixNano: field('fixed64', 7),
            endTimeUnixNano: field('fixed64', 8),
            attributes: list('KeyValue', 9),
            droppedAttributesCount: field('uint32', 10),
            events: list('Event', 11),
            droppedEventsCount: field('uint32', 12),
            links: list('Link', 13),
            droppedLinksCount: field('uint32', 14),
            status: field('Status', 15),
            flags: field('fixed32', 16),
          },
        },
        SpanKind: {
          values: { UNSPECIFIED: 0, INTERNAL: 1, SERVER: 2, CLIENT: 3, PRODUCER: 4, CONSUMER: 5 },
        },
        Event: {
          fields: {
            timeUnixNano: field('fixed64', 1),
            name: field('string', 2),
            attributes: list('KeyValue', 3),
            droppedAttributesCount: field('uint32', 4),
          },
        },
        Link: {
          fields: {
            traceId: field('bytes', 1),
            spanId: field('bytes', 2),
            traceState: field('string', 3),
            attributes: list('KeyValue', 4),
            droppedAttributesCount: field('uint32', 5),
            flags: field('fixed32', 6),
          },
        },
        Status: { fields: { message: field('string', 2), code: field('StatusCode', 3) } },
        StatusCode: { values: { UNSET: 0, OK: 1, ERROR: 2 } },
      },
    },
  },
}
