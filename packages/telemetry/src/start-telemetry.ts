import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import type { Config } from './config/load-config.ts'
import { createPropagator } from './correlation/index.ts'
import { createTelemetry } from './create-telemetry.ts'
import { startOutageLog } from './delivery/outage-log.ts'
import { createBaggageProcessor, type TelemetryExtensions } from './extensions/index.ts'
import { createOwnInstrumentations } from './own-instrumentations.ts'
import { instrumentApps } from './plugin/instrument-app.ts'
import { createRedactor } from './redaction/index.ts'
import { startErrorReports } from './signals/error-reports/index.ts'
import type { OccurrencePoster } from './signals/error-reports/post-occurrence.ts'
import type { LineStream } from './signals/line-stream.ts'
import { startLogs } from './signals/logs/index.ts'
import { startMetrics } from './signals/metrics/index.ts'
import type { MetricsSink } from './signals/metrics/metrics-sink.ts'
import { createResource } from './signals/resource.ts'
import type { SegmentExporter } from './signals/segments/exporter/segment-exporter.ts'
import { startSegments } from './signals/segments/index.ts'
import type { Signal, SignalName } from './signals/signal.ts'
import { createSpanRedactor, startSpans } from './signals/spans/index.ts'
import type { TelemetryHandle } from './telemetry.ts'

export interface StartOptions {
  /** Replaces the stdout of the process. */
  readonly stdout?: LineStream
  readonly extensions?: TelemetryExtensions
  /** Those of this package, when they were created before the extensions. */
  readonly instrumentations?: readonly Instrumentation[]
  /** Replaces the backends, for tests; every request is sampled then. */
  readonly recorder?: Recorder
}

/** Receives the data of each signal as it would be sent. */
export interface Recorder {
  /** Called last, with spans that are not redacted. */
  readonly spanProcessor: SpanProcessor
  readonly exporter: SegmentExporter
  readonly poster: OccurrencePoster
  readonly metricsSink: MetricsSink
}

/** Starts all signals with a configuration and returns their handle. Call it once per process. */
export function startTelemetry(
  config: Config,
  {
    stdout,
    extensions = {},
    instrumentations = createOwnInstrumentations(config),
    recorder,
  }: StartOptions = {},
): TelemetryHandle {
  const { service } = config
  const redactor = createRedactor(config.redaction)
  const shared = { service, redactor }
  const attributes = redactor.value({
    ...extensions.resourceAttributes,
    ...service.attributes,
  }) as typeof service.attributes
  const resource = createResource({ ...service, attributes })
  const logs = startLogs({
    ...shared,
    config: config.logs,
    resource,
    streams: extensions.logStreams,
    ...(stdout && { stdout }),
  })
  const { logger } = logs
  const segments = startSegments({
    ...shared,
    config: config.segments,
    resource,
    redactSpan: createSpanRedactor(redactor),
    ...(recorder && { exporter: recorder.exporter }),
    logGroup: 'group' in config.logs.destination ? config.logs.destination.group : undefined,
    // The SDK logs its configuration at level info on each start.
    log: (level, message) =>
      logger[level === 'info' ? 'debug' : level]({ source: 'aws-xray-sdk-core' }, message),
  })
  const warn = (message: string) => logger.warn({ source: 'opentelemetry' }, message)
  const metrics = startMetrics({
    ...shared,
    config: config.metrics,
    resource,
    warn,
    ...(recorder && { sink: recorder.metricsSink }),
  })
  const spans = startSpans({
    ...shared,
    config: config.spans,
    resource,
    instrumentations: [
      ...instrumentations,
      ...metrics.instrumentations,
      ...(extensions.instrumentations ?? []),
    ],
    propagator: createPropagator({ segmentDecision: segments.segmentDecision }),
    spanProcessors: [
      ...(extensions.baggageKeys ? [createBaggageProcessor(extensions.baggageKeys)] : []),
      ...(extensions.spanProcessors ?? []),
      segments.spanProcessor,
      ...(recorder ? [recorder.spanProcessor] : []),
    ],
    wrapSampler: segments.wrapSampler,
    parentWithoutSpan: segments.nativeParent,
    log: (level, message) => logger[level]({ source: 'opentelemetry' }, message),
  })
  // After @fastify/otel, whose hook starts the span of a request.
  instrumentApps()
  const errorReports = startErrorReports({
    ...shared,
    config: config.errorReports,
    beforeSend: extensions.beforeSend,
    ...(recorder && { poster: recorder.poster }),
  })
  const signals = Object.values({
    spans: spans.signal,
    segments: segments.signal,
    logs: logs.signal,
    errorReports: errorReports.signal,
    metrics: metrics.signal,
  } satisfies Record<SignalName, Signal>)
  if (!recorder) metrics.observe(signals)
  const outageLog = startOutageLog({
    signals,
    intervalMillis: config.telemetry.outageLogIntervalMillis,
    warn: (fields, message) => logger.warn(fields, message),
    info: (fields, message) => logger.info(fields, message),
  })
  warnAboutIgnored(config, logger)
  return createTelemetry({
    ...shared,
    config: config.telemetry,
    logger,
    requestLog: logs.requestLog,
    requestMetrics: metrics.requestMetrics,
    signals,
    reportError: errorReports.report,
    samplingResponse: segments.samplingResponse,
    onShutdown: outageLog.stop,
    write: (line) => (stdout ?? process.stdout).write(line),
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
