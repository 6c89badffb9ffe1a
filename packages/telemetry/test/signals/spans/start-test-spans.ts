import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { loadConfig } from '../../../src/load-config.ts'
import { createRedactor } from '../../../src/redaction/index.ts'
import { createSpanRedactor } from '../../../src/signals/spans/redact-span.ts'
import { startExport } from '../../../src/signals/spans/start-export.ts'

/** The exporter of the signal with a tracer of its own. */
export function startTestSpans(environment: Record<string, string>) {
  const config = loadConfig({ OTEL_BSP_SCHEDULE_DELAY: '20', ...environment })
  const warnings: string[] = []
  const redactor = createRedactor()
  const { signal, spanProcessor } = startExport({
    config: config.spans,
    redactor,
    redactSpan: createSpanRedactor(redactor),
    backend: undefined,
    log: (_source, _level, message) => warnings.push(message),
  })
  const provider = new TracerProvider({ spanProcessors: [spanProcessor] })
  const tracer = provider.getTracer('test')
  let made = 0
  const emit = (attributes = {}) => {
    made += 1
    tracer.startSpan(`span ${made}`, { kind: SpanKind.INTERNAL, attributes }, ROOT_CONTEXT).end()
  }
  return { signal, provider, tracer, emit, add: spanProcessor.onEnd, warnings }
}
