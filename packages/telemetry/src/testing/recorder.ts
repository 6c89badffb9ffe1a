import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { hrTimeToMilliseconds } from '@opentelemetry/core'
import { DataPointType, type ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { createLedger } from '../delivery/ledger.ts'
import type { Redactor } from '../redaction/index.ts'
import type { LineStream } from '../signals/line-stream.ts'
import { redactAttributes } from '../signals/metrics/redact-attributes.ts'
import { splitDocument } from '../signals/segments/document/split-document.ts'
import { createToDocument } from '../signals/segments/document/to-document.ts'
import { createSpanRedactor } from '../signals/spans/redact-span.ts'
import type { Recorder } from '../start-telemetry.ts'
import type {
  RecordedErrorReport,
  RecordedLogLine,
  RecordedMetric,
  RecordedSegment,
  RecordedSignals,
  RecordedSpan,
} from './recorded-signals.ts'

/** Replaces the backends: keeps the records that each signal would send. */
export interface MemoryRecorder extends Recorder {
  readonly recorded: RecordedSignals
  readonly stdout: LineStream
  clear(): void
}

const done = () => Promise.resolve()

export function createRecorder(redactor: Redactor): MemoryRecorder {
  const spans: RecordedSpan[] = []
  const segments: RecordedSegment[] = []
  const logLines: RecordedLogLine[] = []
  const errorReports: RecordedErrorReport[] = []
  const metrics: RecordedMetric[] = []
  const redactSpan = createSpanRedactor(redactor)
  const toDocument = createToDocument(redactor)

  return {
    recorded: { spans, segments, logLines, errorReports, metrics },
    spanProcessor: {
      onStart: () => undefined,
      onEnd: (span) => {
        redactSpan(span)
        spans.push(recordSpan(span))
      },
      forceFlush: done,
      shutdown: done,
    },
    exporter: {
      emit: (segment, options) => {
        const texts = splitDocument(toDocument(segment, options))
        segments.push(...texts.map((text) => JSON.parse(text)))
      },
      signal: {
        name: 'segments',
        destination: 'memory',
        ledger: createLedger().snapshot,
        flush: done,
        shutdown: done,
      },
    },
    stdout: {
      write: (lines) => {
        for (const line of lines.split('\n')) if (line) logLines.push(JSON.parse(line))
      },
    },
    poster: {
      post: async (body) => {
        errorReports.push(JSON.parse(body).data)
        return { kind: 'sent' }
      },
      close: () => undefined,
    },
    metricsSink: {
      destination: 'memory',
      write: (batch) => {
        metrics.splice(0, metrics.length, ...recordMetrics(batch, redactor))
      },
      ledger: createLedger().snapshot,
      flush: done,
      shutdown: done,
    },
    clear: () => {
      for (const list of [spans, segments, logLines, errorReports, metrics]) list.length = 0
    },
  }
}

const kinds = {
  [SpanKind.INTERNAL]: 'internal',
  [SpanKind.SERVER]: 'server',
  [SpanKind.CLIENT]: 'client',
  [SpanKind.PRODUCER]: 'producer',
  [SpanKind.CONSUMER]: 'consumer',
} as const

const statuses = {
  [SpanStatusCode.UNSET]: 'unset',
  [SpanStatusCode.OK]: 'ok',
  [SpanStatusCode.ERROR]: 'error',
} as const

function recordSpan(span: ReadableSpan): RecordedSpan {
  const { traceId, spanId } = span.spanContext()
  return {
    name: span.name,
    kind: kinds[span.kind],
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId,
    status: statuses[span.status.code],
    statusMessage: span.status.message,
    attributes: { ...span.attributes },
    events: span.events.map(({ name, attributes = {} }) => ({ name, attributes })),
    durationMillis: hrTimeToMilliseconds(span.duration),
  }
}

function recordMetrics(batch: ResourceMetrics, redactor: Redactor): RecordedMetric[] {
  const recorded: RecordedMetric[] = []
  for (const metric of batch.scopeMetrics.flatMap(({ metrics }) => metrics)) {
    const { name, unit } = metric.descriptor
    const isHistogram =
      metric.dataPointType === DataPointType.HISTOGRAM ||
      metric.dataPointType === DataPointType.EXPONENTIAL_HISTOGRAM
    for (const point of metric.dataPoints) {
      const attributes = redactAttributes(redactor, point.attributes)
      if (isHistogram && typeof point.value === 'object') {
        const { sum = 0, count } = point.value
        recorded.push({ name, unit, attributes, value: sum, count })
      } else if (typeof point.value === 'number') {
        recorded.push({ name, unit, attributes, value: point.value })
      }
    }
  }
  return recorded
}
