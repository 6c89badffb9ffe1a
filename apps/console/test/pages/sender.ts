import {
  type Attributes,
  type HrTime,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'

interface SentSpan {
  readonly name: string
  readonly kind?: SpanKind
  readonly parent?: Span
  /** Nanoseconds since the epoch. */
  readonly startNano: bigint
  readonly durationNano: bigint
  readonly attributes?: Attributes
  /** Error of the span. */
  readonly error?: Error
}

/** A service with the exporter of OpenTelemetry, over the wire. */
export interface Sender extends AsyncDisposable {
  send(span: SentSpan): Span
  flush(): Promise<void>
}

export function createSender(otlpUrl: string, service: string): Sender {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': '1.0.0' }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${otlpUrl}/v1/traces` }),
        maxQueueSize: 50_000,
        maxExportBatchSize: 2_000,
      }),
    ],
  })
  const tracer = provider.getTracer('@fastify/otel', '0.21.2')
  return {
    send({
      name,
      kind = SpanKind.INTERNAL,
      parent,
      startNano,
      durationNano,
      attributes = {},
      error,
    }) {
      const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent)
      const span = tracer.startSpan(
        name,
        { kind, attributes, startTime: toHrTime(startNano) },
        context,
      )
      const end = toHrTime(startNano + durationNano)
      if (error !== undefined) {
        span.recordException(error, end)
        span.setStatus({ code: SpanStatusCode.ERROR, message: error.message })
      }
      span.end(end)
      return span
    },
    flush: () => provider.forceFlush(),
    [Symbol.asyncDispose]: () => provider.shutdown(),
  }
}

function toHrTime(nanos: bigint): HrTime {
  return [Number(nanos / 1_000_000_000n), Number(nanos % 1_000_000_000n)]
}
