import {
  type DiagLogger,
  DiagLogLevel,
  diag,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { Resource } from '@opentelemetry/resources'
import { NodeSDK } from '@opentelemetry/sdk-node'
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace'
import { createIdGenerator } from '../../correlation/index.ts'
import { instrumentNamedImports } from './instrumentations.ts'
import { createSampler } from './sampler.ts'
import type { ParentWithoutSpan } from './tracer/create-tracer.ts'
import { createTracerProvider } from './tracer/create-tracer-provider.ts'
import type { SpansConfig } from './variables.ts'

export interface TracingOptions {
  readonly config: SpansConfig
  readonly resource: Resource
  readonly propagator: TextMapPropagator
  /** Receives the messages of OpenTelemetry. */
  readonly log: LogDiagnostic
  readonly spanProcessors: readonly SpanProcessor[]
  /** Applied to the providers of the SDK. */
  readonly instrumentations: readonly Instrumentation[]
  /** The parent of spans in a context without a span. */
  readonly parentWithoutSpan?: ParentWithoutSpan
  /** Lets a signal record spans that the sampler does not keep. */
  readonly wrapSampler: (sampler: Sampler) => Sampler
}

const otherSdk =
  'another OpenTelemetry SDK was started first and receives all spans; telemetry exports no spans and no segments. Do not start the other SDK; TELEMETRY_EXTENSIONS adds its instrumentations and span processors'

/** Starts the OpenTelemetry SDK. Spans are recorded even when none is exported, because IDs and segments depend on them. */
export function startTracing(options: TracingOptions): void {
  const { config } = options
  startDiagnostics(config.logLevel, options.log)
  if (config.disabled) return
  const isFirst = trace.setGlobalTracerProvider(
    createTracerProvider({
      resource: options.resource,
      sampler: options.wrapSampler(createSampler(config.sampler, config.keep !== undefined)),
      limits: config.limits,
      idGenerator: createIdGenerator(),
      parentWithoutSpan: options.parentWithoutSpan,
      spanProcessors: [...options.spanProcessors],
    }),
  )
  if (!isFirst) {
    options.log('warn', otherSdk)
    return
  }
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

export type LogDiagnostic = (level: 'warn' | 'info', message: string) => void

/** Logs the messages of OpenTelemetry itself. Below warnings they are lines of level info, or `LOG_LEVEL` would hide them. */
function startDiagnostics(level: SpansConfig['logLevel'], log: LogDiagnostic): void {
  const at =
    (logged: 'warn' | 'info') =>
    (...parts: unknown[]) =>
      log(logged, parts.map(textOf).join(' '))
  const logger: DiagLogger = {
    error: at('warn'),
    warn: at('warn'),
    info: at('info'),
    debug: at('info'),
    verbose: at('info'),
  }
  const logLevel = DiagLogLevel[level.toUpperCase() as keyof typeof DiagLogLevel]
  diag.setLogger(logger, { logLevel, suppressOverrideMessage: true })
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.message
  if (typeof part !== 'object' || part === null) return String(part)
  try {
    return JSON.stringify(part)
  } catch {
    return String(part)
  }
}
