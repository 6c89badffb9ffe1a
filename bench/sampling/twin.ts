// An extension that also exports every span of the process, unweighted, as the service `twin`.
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { BatchSpanProcessor, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace'

const resource = { attributes: { 'service.name': 'twin' } } as unknown as ReadableSpan['resource']
const batch = new BatchSpanProcessor({
  exporter: new OTLPTraceExporter({ timeoutMillis: 60_000 }),
  maxQueueSize: 500_000,
  maxExportBatchSize: 5_000,
  scheduledDelayMillis: 100,
  exportTimeoutMillis: 60_000,
})

/** The other exporter redacts and weights spans in place. */
function withoutWeight(span: ReadableSpan): ReadableSpan {
  const { SampleRate: _, ...attributes } = span.attributes
  const { traceId, spanId } = span.spanContext()
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => ({ traceId, spanId, traceFlags: 1 }),
    ...(span.parentSpanContext && { parentSpanContext: span.parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: true,
    status: { ...span.status },
    attributes,
    links: [],
    events: [],
    resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

// biome-ignore lint/style/noDefaultExport: the form of TELEMETRY_EXTENSIONS
export default {
  spanProcessors: [
    {
      onStart: () => undefined,
      onEnd: (span) => batch.onEnd(withoutWeight(span)),
      forceFlush: () => batch.forceFlush(),
      shutdown: () => batch.shutdown(),
    } satisfies SpanProcessor,
  ],
}
