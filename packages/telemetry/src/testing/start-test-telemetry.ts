import { loadConfig, type Overrides } from '../config/load-config.ts'
import { createPropagator } from '../correlation/index.ts'
import { createOwnInstrumentations } from '../own-instrumentations.ts'
import { instrumentApps } from '../plugin/instrument-app.ts'
import { createRedactor } from '../redaction/index.ts'
import { startErrorReports } from '../signals/error-reports/index.ts'
import { startLogs } from '../signals/logs/index.ts'
import { startMetrics } from '../signals/metrics/index.ts'
import { createResource } from '../signals/resource.ts'
import { startSegments } from '../signals/segments/index.ts'
import { createSpanRedactor, startSpans } from '../signals/spans/index.ts'
import { createTelemetry, setTelemetry, type Telemetry } from '../telemetry.ts'
import type { RecordedSignals } from './recorded-signals.ts'
import { createRecorder } from './recorder.ts'

/** Options of `startTestTelemetry`. */
export interface TestTelemetryOptions {
  /** Default `test`. */
  readonly serviceName?: string
  /** Variables as in the environment; the environment itself is not read. */
  readonly variables?: Overrides
}

export interface TestTelemetry extends RecordedSignals {
  /** The telemetry handle, which the plugin uses by default. */
  readonly telemetry: Telemetry
  /** Waits until error reports are built and metrics are collected. Spans, segments and log lines are available immediately. */
  settle(): Promise<void>
  /** Removes everything that was recorded. */
  clear(): void
}

let started: TestTelemetry | undefined

/**
 * Starts all signals for tests. Everything runs as in production, but data is kept in memory
 * instead of being sent; use `toHaveSpan`, `toHaveSegment`, `toHaveLogLine`, `toHaveErrorReport` and
 * `toHaveMetric`
 * to assert it. Every request is sampled. OpenTelemetry can be started once per process, so further
 * calls clear the recorded data and return the same object.
 *
 * @example
 * const telemetry = startTestTelemetry({ serviceName: 'home-activities' })
 * await app.inject('/api/activities/home')
 * expect(telemetry).toHaveSpan({ kind: 'server', status: 'unset' })
 */
export function startTestTelemetry(options: TestTelemetryOptions = {}): TestTelemetry {
  if (started) started.clear()
  else started = start(options)
  return started
}

function start({ serviceName = 'test', variables = {} }: TestTelemetryOptions): TestTelemetry {
  const config = loadConfig(
    { OTEL_SERVICE_NAME: serviceName, ROLLBAR_ACCESS_TOKEN: 'test', ...variables },
    {},
  )
  const redactor = createRedactor(config.redaction)
  const recorder = createRecorder(redactor)
  const shared = { service: config.service, redactor }

  const resource = createResource(config.service)
  const logs = startLogs({ ...shared, config: config.logs, resource, stdout: recorder.stdout })
  const { logger } = logs
  const segments = startSegments({
    ...shared,
    config: config.segments,
    resource,
    redactSpan: createSpanRedactor(redactor),
    exporter: recorder.exporter,
    log: (level, message) => logger[level === 'info' ? 'debug' : level](message),
  })
  const warn = (message: string) => logger.warn({ source: 'opentelemetry' }, message)
  const metrics = startMetrics({
    ...shared,
    config: config.metrics,
    resource,
    warn,
    sink: recorder.metricsSink,
  })
  const spans = startSpans({
    ...shared,
    config: config.spans,
    resource,
    instrumentations: [...createOwnInstrumentations(config), ...metrics.instrumentations],
    propagator: createPropagator({ segmentDecision: segments.segmentDecision }),
    // Segments are built from spans before redaction.
    spanProcessors: [segments.spanProcessor, recorder.spanProcessor],
    wrapSampler: segments.wrapSampler,
    parentWithoutSpan: segments.nativeParent,
    log: (level, message) => logger[level]({ source: 'opentelemetry' }, message),
  })
  instrumentApps()
  const errorReports = startErrorReports({
    ...shared,
    config: config.errorReports,
    poster: recorder.poster,
  })
  const telemetry = createTelemetry({
    ...shared,
    config: config.telemetry,
    logger,
    requestLog: logs.requestLog,
    requestMetrics: metrics.requestMetrics,
    signals: [spans.signal, segments.signal, logs.signal, errorReports.signal, metrics.signal],
    reportError: errorReports.report,
    samplingResponse: segments.samplingResponse,
    onShutdown: () => undefined,
    write: () => undefined,
  })
  setTelemetry(telemetry)

  const { recorded } = recorder
  return {
    telemetry,
    spans: recorded.spans,
    segments: recorded.segments,
    get logLines() {
      // Lines are buffered for one turn of the event loop.
      logger.flush()
      return recorded.logLines
    },
    errorReports: recorded.errorReports,
    metrics: recorded.metrics,
    settle: () => telemetry.flush(),
    clear: () => {
      logger.flush()
      recorder.clear()
    },
  }
}
