import { type TextMapPropagator, trace } from '@opentelemetry/api'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { Resource } from '@opentelemetry/resources'
import { NodeSDK } from '@opentelemetry/sdk-node'
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { SpansConfig } from '../../config/spans-variables.ts'
import { createIdGenerator } from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { Signal } from '../signal.ts'
import { type LogDiagnostic, startDiagnostics } from './diagnostics.ts'
import { instrumentNamedImports } from './instrumentations.ts'
import { createSampler } from './sampler.ts'
import { startExport } from './start-export.ts'
import type { ParentWithoutSpan } from './tracer/create-tracer.ts'
import { createTracerProvider } from './tracer/create-tracer-provider.ts'

export { createInstrumentations } from './instrumentations.ts'
export { createSpanRedactor } from './redact-span.ts'

export interface SpansOptions {
  readonly config: SpansConfig
  readonly resource: Resource
  readonly redactor: Redactor
  readonly propagator: TextMapPropagator
  /** Receives the messages of OpenTelemetry and of the backend. */
  readonly log: LogDiagnostic
  /** Further processors of the same spans, called before a span is redacted. */
  readonly spanProcessors?: readonly SpanProcessor[]
  /** Applied to the providers of the SDK. */
  readonly instrumentations: readonly Instrumentation[]
  /** The parent of spans in a context without a span. */
  readonly parentWithoutSpan?: ParentWithoutSpan
  /** Lets another signal record spans that this one does not keep. */
  readonly wrapSampler?: (sampler: Sampler) => Sampler
}

/** Starts the OpenTelemetry SDK. Spans are recorded even when none is exported, because IDs and segments depend on them. */
export function startSpans(options: SpansOptions): { readonly signal: Signal } {
  const { config, wrapSampler = (sampler) => sampler } = options
  startDiagnostics(config.logLevel, options.log)
  const { signal, spanProcessor } = startExport(config, options.redactor, (message) =>
    options.log('warn', message),
  )
  if (config.disabled) return { signal }
  trace.setGlobalTracerProvider(
    createTracerProvider({
      resource: options.resource,
      sampler: wrapSampler(createSampler(config.sampler, config.keep !== undefined)),
      limits: config.limits,
      idGenerator: createIdGenerator(),
      parentWithoutSpan: options.parentWithoutSpan,
      spanProcessors: [...(options.spanProcessors ?? []), spanProcessor],
    }),
  )
  const sdk = createSdk({
    autoDetectResources: false,
    textMapPropagator: options.propagator,
    instrumentations: [...options.instrumentations],
    // The tracer provider is set above; the SDK creates none without processors.
    spanProcessors: [],
    metricReaders: [],
    logRecordProcessors: [],
  })
  sdk.start()
  instrumentNamedImports()
  return { signal }
}

/** With `OTEL_LOG_LEVEL` the SDK (0.301) replaces our logger by one that writes plain text to the console. */
function createSdk(options: ConstructorParameters<typeof NodeSDK>[0]): NodeSDK {
  const level = process.env.OTEL_LOG_LEVEL
  delete process.env.OTEL_LOG_LEVEL
  try {
    return new NodeSDK(options)
  } finally {
    if (level !== undefined) process.env.OTEL_LOG_LEVEL = level
  }
}
