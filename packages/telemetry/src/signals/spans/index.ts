import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import type { SignalDefinition } from '../signal.ts'
import { recordSpans } from './record-spans.ts'
import type { RecordedSpan } from './recorded-span.ts'
import { type SpanExport, startExport } from './start-export.ts'
import { queueLimits, type SpansConfig, spansConfig, spansVariables } from './variables.ts'

export { createInstrumentations } from './instrumentations.ts'
export { createSpanRedactor } from './redact-span.ts'
export { startTracing } from './start-tracing.ts'

export const spans: SignalDefinition<SpansConfig, SpanExport, SpanProcessor, RecordedSpan> = {
  queueLimits,
  variables: spansVariables,
  readConfig: spansConfig,
  start: startExport,
  adviceIfOff: 'Set OTEL_EXPORTER_OTLP_ENDPOINT to send spans.',
  check: async (destination, options) =>
    (await import('../../doctor/check-otlp.ts')).checkOtlp('spans', destination, options),
  testing: {
    list: 'spans',
    matcher: 'toHaveSpan',
    noun: 'span',
    titleOf: ({ name }) => name,
    record: recordSpans,
  },
}
