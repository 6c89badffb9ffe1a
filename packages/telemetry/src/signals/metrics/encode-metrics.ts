import { type Attributes, ValueType } from '@opentelemetry/api'
import {
  AggregationTemporality,
  DataPointType,
  type MetricData,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics'
import { createAttributeWriter } from '../../otlp/attribute-writer.ts'
import { createProtobufWriter } from '../../otlp/protobuf-writer.ts'
import { createDataPointWriter } from './encode-data-points.ts'
import type { Exemplar } from './exemplars.ts'
import type { TakeExemplars } from './metrics-sink.ts'

export interface EncodedMetrics {
  readonly bytes: Uint8Array
  /** Data points that cannot be encoded and are omitted. */
  readonly invalid: number
}

export interface MetricsEncoder {
  /** Encodes an ExportMetricsServiceRequest; the bytes are valid until the next call. Never throws. */
  encode(batch: ResourceMetrics, takeExemplars: TakeExemplars): EncodedMetrics
}

/**
 * The serializer of the SDK (0.301) writes no exemplars, so this one replaces it.
 *
 * @param redactText applied to names, descriptions, units and scopes
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto
 */
export function createMetricsEncoder(
  redact: (attributes: Attributes) => Attributes,
  redactText: (text: string) => string = (text) => text,
): MetricsEncoder {
  const writer = createProtobufWriter()
  const writeResourceAttributes = createAttributeWriter(writer, 1)
  const points = createDataPointWriter(writer, redact)

  function text(field: number, value: string | undefined): void {
    if (value) writer.text(field, redactText(String(value)))
  }

  let invalid = 0

  /** Omits what cannot be encoded, without the data points next to it. */
  function isolate(points: number, write: () => void): void {
    const [position, before] = [writer.position, invalid]
    try {
      write()
    } catch {
      writer.rewind(position)
      invalid = before + points
    }
  }

  /** The data points of a metric. */
  function each<Point>(dataPoints: readonly Point[], write: (point: Point) => void): void {
    for (const point of dataPoints) isolate(1, () => write(point))
  }

  function writeMetric(metric: MetricData, exemplars: readonly Exemplar[]): void {
    const start = writer.open(2)
    const { descriptor } = metric
    text(1, descriptor.name)
    text(2, descriptor.description)
    text(3, descriptor.unit)
    const isInteger = descriptor.valueType === ValueType.INT
    switch (metric.dataPointType) {
      case DataPointType.GAUGE: {
        const data = writer.open(5)
        each(metric.dataPoints, (point) => points.number(point, isInteger))
        writer.close(data)
        break
      }
      case DataPointType.SUM: {
        const data = writer.open(7)
        each(metric.dataPoints, (point) => points.number(point, isInteger))
        writeTemporality(metric.aggregationTemporality)
        if (metric.isMonotonic) writer.varint(3, 1)
        writer.close(data)
        break
      }
      case DataPointType.HISTOGRAM: {
        const data = writer.open(9)
        each(metric.dataPoints, (point) => points.histogram(point, exemplars))
        writeTemporality(metric.aggregationTemporality)
        writer.close(data)
        break
      }
      default: {
        const data = writer.open(10)
        each(metric.dataPoints, (point) => points.exponentialHistogram(point, exemplars))
        writeTemporality(metric.aggregationTemporality)
        writer.close(data)
      }
    }
    writer.close(start)
  }

  function writeTemporality(temporality: AggregationTemporality): void {
    writer.varint(2, temporality === AggregationTemporality.DELTA ? 1 : 2)
  }

  return {
    encode({ resource, scopeMetrics }, takeExemplars) {
      invalid = 0
      const request = writer.open(1)
      const ofResource = writer.open(1)
      writeResourceAttributes(resource.attributes)
      writer.close(ofResource)
      for (const { scope, metrics } of scopeMetrics) {
        const start = writer.open(2)
        const ofScope = writer.open(1)
        text(1, scope.name)
        text(2, scope.version)
        writer.close(ofScope)
        for (const metric of metrics) {
          const exemplars = takeExemplars(scope.name, metric.descriptor.name)
          isolate(metric.dataPoints.length, () => writeMetric(metric, exemplars))
        }
        text(3, scope.schemaUrl)
        writer.close(start)
      }
      writer.close(request)
      return { bytes: writer.take(), invalid }
    },
  }
}
