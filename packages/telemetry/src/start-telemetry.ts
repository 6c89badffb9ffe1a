import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { Logger } from 'pino'
import { createPropagator } from './correlation/index.ts'
import { createTelemetry } from './create-telemetry.ts'
import { startOutageLog } from './delivery/outage-log.ts'
import { createBaggageProcessor } from './extensions/baggage-processor.ts'
import type { TelemetryExtensions } from './extensions/extensions.ts'
import type { Config } from './load-config.ts'
import { instrumentApps } from './plugin/instrument-app.ts'
import { createRedactor } from './redaction/index.ts'
import type { LineStream } from './signals/line-stream.ts'
import { type SignalName, type Signals, signalEntries } from './signals/registry.ts'
import { createResource } from './signals/resource.ts'
import { isCaptured } from './signals/segments/index.ts'
import type { StartContext, StartedSignal } from './signals/signal.ts'
import { createInstrumentations, createSpanRedactor, startTracing } from './signals/spans/index.ts'
import type { TelemetryHandle } from './telemetry.ts'

export interface StartOptions {
  /** Replaces the stdout of the process. */
  readonly stdout?: LineStream
  readonly extensions?: TelemetryExtensions
  /** Those of this package, when they were created before the extensions. */
  readonly instrumentations?: readonly Instrumentation[]
  /** Replace the backends, for tests; everything is sampled then. */
  readonly backends?: Backends
}

type ContextOf<Name extends SignalName> = Parameters<Signals[Name]['start']>[0]

/** Receive the data of each signal as it would be sent. */
export type Backends = { readonly [Name in SignalName]: NonNullable<ContextOf<Name>['backend']> }

type Started = { readonly [Name in SignalName]: ReturnType<Signals[Name]['start']> }

/** Starts all signals with a configuration and returns their handle. Call it once per process. */
export function startTelemetry(
  config: Config,
  {
    stdout,
    extensions = {},
    instrumentations = createOwnInstrumentations(config),
    backends,
  }: StartOptions = {},
): TelemetryHandle {
  const { service } = config
  const redactor = createRedactor(config.redaction)
  const attributes = redactor.value({
    ...extensions.resourceAttributes,
    ...service.attributes,
  }) as typeof service.attributes
  const resource = createResource({ ...service, attributes })
  const shared = { service, redactor, resource, redactSpan: createSpanRedactor(redactor) }
  const log: StartContext<unknown, unknown>['log'] = (source, level, message) =>
    started.logs?.logger[level]({ source }, message)
  const started: Partial<Started> = {}
  for (const [name, { start }] of signalEntries.toReversed()) {
    const own = { config: config[name], backend: backends?.[name] }
    const { logGroup } = started.logs ?? {}
    Object.assign(started, {
      [name]: start({ ...shared, ...own, extensions, stdout, logGroup, log }),
    })
  }
  const { logs, segments, metrics, errorReports } = started as Started
  const { logger } = logs
  const inOrder: readonly StartedSignal[] = Object.values(started)
  startTracing({
    config: config.spans,
    resource,
    instrumentations: [
      ...instrumentations,
      ...inOrder.flatMap((signal) => signal.instrumentations ?? []),
      ...(extensions.instrumentations ?? []),
    ],
    propagator: createPropagator({ segmentDecision: segments.segmentDecision }),
    spanProcessors: [
      ...(extensions.baggageKeys ? [createBaggageProcessor(extensions.baggageKeys)] : []),
      ...(extensions.spanProcessors ?? []),
      ...inOrder.flatMap(({ spanProcessor }) => spanProcessor ?? []),
    ],
    wrapSampler: segments.wrapSampler,
    parentWithoutSpan: segments.nativeParent,
    log: (level, message) => log('opentelemetry', level, message),
  })
  // After @fastify/otel, whose hook starts the span of a request.
  instrumentApps()
  const signals = inOrder.map(({ signal }) => signal).toReversed()
  if (!backends) metrics.observe(signals)
  const outageLog = startOutageLog({
    signals,
    intervalMillis: config.telemetry.outageLogIntervalMillis,
    warn: (fields, message) => logger.warn(fields, message),
    info: (fields, message) => logger.info(fields, message),
  })
  warnAboutIgnored(config, logger)
  return createTelemetry({
    service,
    redactor,
    config: config.telemetry,
    logger,
    requestLog: logs.requestLog,
    requestMetrics: metrics.requestMetrics,
    signals,
    reportError: errorReports.report,
    samplingResponse: segments.samplingResponse,
    onShutdown: outageLog.stop,
    write: (line) => (backends?.logs ?? stdout ?? process.stdout).write(line),
  })
}

function warnAboutIgnored({ ignoredVariables }: Config, logger: Logger): void {
  if (ignoredVariables.length === 0) return
  const names = ignoredVariables.map(({ name }) => name).join(', ')
  logger.warn(
    { event: 'telemetry.ignored_variables', variables: ignoredVariables },
    `environment variables without effect: ${names}`,
  )
}

/**
 * The instrumentations of this package, active from now on. Create them before those of the
 * application: require-in-the-middle (8.0) caches a module that is required while any instrumentation
 * is active, and an instrumentation that is created later never patches it.
 */
export function createOwnInstrumentations({ spans, telemetry }: Config): Instrumentation[] {
  return spans.disabled ? [] : createInstrumentations(telemetry.isUntraced, isCaptured)
}
