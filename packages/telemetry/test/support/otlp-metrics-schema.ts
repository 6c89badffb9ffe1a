import type { INamespace } from 'protobufjs'
import { field, list, otlpCommonMessages } from './otlp-common-schema.ts'

/** The wire names and numbers of OTLP 1.x for metrics, as https://github.com/open-telemetry/opentelemetry-proto defines them. */
export const otlpMetricsSchema: INamespace = {
  nested: {
    otlp: {
      nested: {
        ExportMetricsServiceRequest: { fields: { resourceMetrics: list('ResourceMetrics', 1) } },
        ExportMetricsServiceResponse: { fields: { partialSuccess: field('PartialSuccess', 1) } },
        PartialSuccess: {
          fields: { rejectedDataPoints: field('int64', 1), errorMessage: field('string', 2) },
        },
        ResourceMetrics: {
          fields: {
            resource: field('Resource', 1),
            scopeMetrics: list('ScopeMetrics', 2),
            schemaUrl: field('string', 3),
          },
        },
        ...otlpCommonMessages,
        ScopeMetrics: {
          fields: {
            scope: field('InstrumentationScope', 1),
            metrics: list('Metric', 2),
            schemaUrl: field('string', 3),
          },
        },
        Metric: {
          oneofs: { data: { oneof: ['gauge', 'sum', 'histogram', 'exponentialHistogram'] } },
          fields: {
            name: field('string', 1),
            description: field('string', 2),
            unit: field('string', 3),
            gauge: field('Gauge', 5),
            sum: field('Sum', 7),
            histogram: field('Histogram', 9),
            exponentialHistogram: field('ExponentialHistogram', 10),
          },
        },
        Gauge: { fields: { dataPoints: list('NumberDataPoint', 1) } },
        Sum: {
          fields: {
            dataPoints: list('NumberDataPoint', 1),
            aggregationTemporality: field('AggregationTemporality', 2),
            isMonotonic: field('bool', 3),
          },
        },
        Histogram: {
          fields: {
            dataPoints: list('HistogramDataPoint', 1),
            aggregationTemporality: field('AggregationTemporality', 2),
          },
        },
        ExponentialHistogram: {
          fields: {
            dataPoints: list('ExponentialHistogramDataPoint', 1),
            aggregationTemporality: field('AggregationTemporality', 2),
          },
        },
        AggregationTemporality: { values: { UNSPECIFIED: 0, DELTA: 1, CUMULATIVE: 2 } },
        NumberDataPoint: {
          oneofs: { value: { oneof: ['asDouble', 'asInt'] } },
          fields: {
            startTimeUnixNano: field('fixed64', 2),
            timeUnixNano: field('fixed64', 3),
            asDouble: field('double', 4),
            exemplars: list('Exemplar', 5),
            asInt: field('sfixed64', 6),
            attributes: list('KeyValue', 7),
            flags: field('uint32', 8),
          },
        },
        HistogramDataPoint: {
          oneofs: {
            hasMin: { oneof: ['min'] },
            hasMax: { oneof: ['max'] },
            hasSum: { oneof: ['sum'] },
          },
          fields: {
            startTimeUnixNano: field('fixed64', 2),
            timeUnixNano: field('fixed64', 3),
            count: field('fixed64', 4),
            sum: field('double', 5),
            bucketCounts: list('fixed64', 6),
            explicitBounds: list('double', 7),
            exemplars: list('Exemplar', 8),
            attributes: list('KeyValue', 9),
            flags: field('uint32', 10),
            min: field('double', 11),
            max: field('double', 12),
          },
        },
        ExponentialHistogramDataPoint: {
          oneofs: {
            hasMin: { oneof: ['min'] },
            hasMax: { oneof: ['max'] },
            hasSum: { oneof: ['sum'] },
          },
          fields: {
            attributes: list('KeyValue', 1),
            startTimeUnixNano: field('fixed64', 2),
            timeUnixNano: field('fixed64', 3),
            count: field('fixed64', 4),
            sum: field('double', 5),
            scale: field('sint32', 6),
            zeroCount: field('fixed64', 7),
            positive: field('Buckets', 8),
            negative: field('Buckets', 9),
            flags: field('uint32', 10),
            exemplars: list('Exemplar', 11),
            min: field('double', 12),
            max: field('double', 13),
            zeroThreshold: field('double', 14),
          },
        },
        Buckets: { fields: { offset: field('sint32', 1), bucketCounts: list('uint64', 2) } },
        Exemplar: {
          oneofs: { value: { oneof: ['asDouble', 'asInt'] } },
          fields: {
            filteredAttributes: list('KeyValue', 7),
            timeUnixNano: field('fixed64', 2),
            asDouble: field('double', 3),
            asInt: field('sfixed64', 6),
            spanId: field('bytes', 4),
            traceId: field('bytes', 5),
          },
        },
      },
    },
  },
}
