import { type TextMapPropagator, trace } from '@opentelemetry/api'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { Resource } from '@opentelemetry/resources'
import { NodeSDK } from '@opentelemetry/sdk-node'
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { SpansConfig } from '../../config/spans-variables.ts'
import type { IsUntraced } from '../../config/telemetry-variables.ts'
import { createIdGenerator } from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { Signal } from '../signal.ts'
import { startDiagnostics } from './diagnostics.ts'
import {
  createInstrumentations,
  type IsCaptured,
  instrumentNamedImports,
} from './instrumentations.ts'
import { createSampler } from './sampler.ts'
import { startExport } from './start-export.ts'
import type { ParentWithoutSpan } from './tracer/create-tracer.ts'
import { createTracerProvider } from './tracer/create-tracer-provider.ts'

export { createSpanRedactor } from './redact-span.ts'

export interface SpansOptions {
  readonly config: SpansConfig
  readonly resource: Resource
  readonly redactor: Redactor
  readonly propagator: TextMapPropagator
  /** Whether requests for a path leave no span. */
  readonly isUntraced: IsUntraced
  /** Where the warnings of OpenTelemetry and of the backend go. */
  readonly warn: (message: string) => void
  /** Further processors of the same spans, called before a span is redacted. */
  readonly spanProcessors?: readonly SpanProcessor[]
  /** Instrumentations of other signals. */
  readonly instrumentations?: readonly Instrumentation[]
  /** The parent of spans in a context without a span. */
  readonly parentWithoutSpan?: ParentWithoutSpan
  /** Whether an outgoing request with this `X-Amzn-Trace-Id` is already recorded. */
  readonly isCaptured?: IsCaptured
  /** Lets another signal record spans that this one does not keep. */
  readonly wrapSampler?: (sampler: Sampler) => Sampler
}

/** Starts the OpenTelemetry SDK. Spans are made even when none is exported: ids and segments come of them. */
export function startSpans(options: SpansOptions): { readonly signal: Signal } {
  const { config, wrapSampler = (sampler) => sampler } = options
  const { signal, spanProcessor } = startExport(config, options.redactor, options.warn)
  if (config.disabled) return { signal }
  startDiagnostics(options.warn)
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
  const sdk = new NodeSDK({
    autoDetectResources: false,
    textMapPropagator: options.propagator,
    instrumentations: [
      ...createInstrumentations(options.isUntraced, options.isCaptured),
      ...(options.instrumentations ?? []),
    ],
    // The provider of tracers is set already, and the SDK makes none without processors.
    spanProcessors: [],
    metricReaders: [],
    logRecordProcessors: [],
  })
  sdk.start()
  instrumentNamedImports()
  return { signal }
}
