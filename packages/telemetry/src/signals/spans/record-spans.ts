import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { hrTimeToMilliseconds } from '@opentelemetry/core'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { Redactor } from '../../redaction/index.ts'
import type { RecordedSpan } from './recorded-span.ts'
import { createSpanRedactor } from './redact-span.ts'

const done = () => Promise.resolve()

export function recordSpans(redactor: Redactor): {
  readonly records: RecordedSpan[]
  readonly backend: SpanProcessor
} {
  const records: RecordedSpan[] = []
  const redactSpan = createSpanRedactor(redactor)
  return {
    records,
    backend: {
      onStart: () => undefined,
      onEnd: (span) => {
        redactSpan(span)
        records.push(recordSpan(span))
      },
      forceFlush: done,
      shutdown: done,
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
