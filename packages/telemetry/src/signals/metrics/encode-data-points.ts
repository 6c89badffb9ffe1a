import type { Attributes, HrTime } from '@opentelemetry/api'
import type { DataPoint, ExponentialHistogram, Histogram } from '@opentelemetry/sdk-metrics'
import { createAttributeWriter } from '../../otlp/attribute-writer.ts'
import type { ProtobufWriter } from '../../otlp/protobuf-writer.ts'
import type { Exemplar } from './exemplars.ts'

export interface DataPointWriter {
  number(point: DataPoint<number>, isInteger: boolean): void
  histogram(point: DataPoint<Histogram>, exemplars: readonly Exemplar[]): void
  exponentialHistogram(point: DataPoint<ExponentialHistogram>, exemplars: readonly Exemplar[]): void
}

/** Writes NumberDataPoint, HistogramDataPoint and ExponentialHistogramDataPoint as field 1. */
export function createDataPointWriter(
  writer: ProtobufWriter,
  redact: (attributes: Attributes) => Attributes,
): DataPointWriter {
  const numberAttributes = createAttributeWriter(writer, 7)
  const histogramAttributes = createAttributeWriter(writer, 9)
  const exponentialAttributes = createAttributeWriter(writer, 1)

  function fixed64(field: number, value: bigint): void {
    writer.fixed64(field, Number(value & 0xffffffffn), Number(value >> 32n))
  }

  function double(field: number, value: number | undefined): void {
    if (value !== undefined) writer.double(field, value)
  }

  function times({ startTime, endTime }: DataPoint<unknown>): void {
    fixed64(2, nanosOf(startTime))
    fixed64(3, nanosOf(endTime))
  }

  function writeExemplars(
    field: number,
    attributes: Attributes,
    exemplars: readonly Exemplar[],
  ): void {
    for (const exemplar of exemplars) {
      if (!isSame(exemplar.attributes, attributes)) continue
      const start = writer.open(field)
      fixed64(2, BigInt(exemplar.timeMillis) * 1_000_000n)
      double(3, exemplar.value)
      if (exemplar.span) {
        writer.hex(4, exemplar.span.spanId)
        writer.hex(5, exemplar.span.traceId)
      }
      writer.close(start)
    }
  }

  function buckets(
    field: number,
    { offset, bucketCounts }: { readonly offset: number; readonly bucketCounts: readonly number[] },
  ): void {
    const start = writer.open(field)
    if (bucketCounts.length > 0) {
      writer.varint(1, zigzag(offset))
      const packed = writer.open(2)
      for (const count of bucketCounts) writer.packed.varint(count)
      writer.close(packed)
    }
    writer.close(start)
  }

  return {
    number(point, isInteger) {
      const start = writer.open(1)
      times(point)
      if (isInteger && Number.isSafeInteger(point.value)) {
        fixed64(6, BigInt.asUintN(64, BigInt(point.value)))
      } else double(4, point.value)
      numberAttributes(redact(point.attributes))
      writer.close(start)
    },

    histogram(point, exemplars) {
      const { count, sum, min, max, buckets: explicit } = point.value
      const start = writer.open(1)
      times(point)
      fixed64(4, BigInt(count))
      double(5, sum)
      const counts = writer.open(6)
      for (const bucket of explicit.counts)
        writer.packed.fixed64(bucket % 2 ** 32, Math.floor(bucket / 2 ** 32))
      writer.close(counts)
      const bounds = writer.open(7)
      for (const bound of explicit.boundaries) writer.packed.double(bound)
      writer.close(bounds)
      writeExemplars(8, point.attributes, exemplars)
      histogramAttributes(redact(point.attributes))
      double(11, min)
      double(12, max)
      writer.close(start)
    },

    exponentialHistogram(point, exemplars) {
      const { count, sum, scale, zeroCount, positive, negative, min, max } = point.value
      const start = writer.open(1)
      exponentialAttributes(redact(point.attributes))
      times(point)
      fixed64(4, BigInt(count))
      double(5, sum)
      writer.varint(6, zigzag(scale))
      fixed64(7, BigInt(zeroCount))
      buckets(8, positive)
      buckets(9, negative)
      writeExemplars(11, point.attributes, exemplars)
      double(12, min)
      double(13, max)
      writer.close(start)
    },
  }
}

function nanosOf([seconds, nanos]: HrTime): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanos)
}

/** The encoding of sint32. */
function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}

function isSame(left: Attributes, right: Attributes): boolean {
  if (left === right) return true
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => left[key] === right[key] || isSameList(left[key], right[key]))
  )
}

function isSameList(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return false
  return left.length === right.length && left.every((item, index) => item === right[index])
}
