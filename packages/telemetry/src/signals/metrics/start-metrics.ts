import { metrics as api } from '@opentelemetry/api'
import { ExportResultCode } from '@opentelemetry/core'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node'
import type { Resource } from '@opentelemetry/resources'
import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics'
import { isOff } from '../../config/destination.ts'
import type { MetricsConfig } from '../../config/metrics-variables.ts'
import type { Redactor } from '../../redaction/index.ts'
import { createOffSignal } from '../off-signal.ts'
import type { RequestMetrics } from '../server-request.ts'
import type { Signal } from '../signal.ts'
import { aggregationOf, temporalityOf } from './aggregation.ts'
import { observeDelivery } from './delivery-metrics.ts'
import { createExemplars } from './exemplars.ts'
import type { MetricsSink } from './metrics-sink.ts'
import { createOtlpSink } from './otlp-sink.ts'
import { createRequestMetrics, noRequestMetrics } from './request-metrics.ts'

export interface MetricsOptions {
  readonly config: MetricsConfig
  readonly resource: Resource
  readonly redactor: Redactor
  /** Receives messages of a backend about rejected data points. */
  readonly warn: (message: string) => void
  /** Replaces the backend. */
  readonly sink?: MetricsSink
}

export interface Metrics {
  readonly signal: Signal
  readonly requestMetrics: RequestMetrics
  /** Instrumentations that only record metrics. */
  readonly instrumentations: readonly Instrumentation[]
  /** Exports the delivery counters of these signals. */
  observe(signals: readonly Signal[]): void
}

/** Series per instrument; further attribute sets share the series `otel.metric.overflow=true`. */
const maxSeries = 2000
/** Data points per request; about 1 MB. */
const maxBatchPoints = 2000

/** Starts the metrics SDK and sets the global meter provider. Call it before the instrumentations are created. */
export function startMetrics(options: MetricsOptions): Metrics {
  const { config, sink } = options
  if (sink) return start(options, sink)
  const { destination } = config
  return isOff(destination)
    ? off(destination.off)
    : start(options, createOtlpSink({ ...options, destination }))
}

function start({ config, resource }: MetricsOptions, sink: MetricsSink): Metrics {
  const exporter: PushMetricExporter = {
    export(batch, done) {
      sink.write(batch, (scope, instrument) => exemplars.take(scope, instrument))
      // The sink retries; the SDK must neither retry nor wait.
      done({ code: ExportResultCode.SUCCESS })
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
    selectAggregation: (instrument) => aggregationOf(config.exponentialHistograms, instrument),
    selectAggregationTemporality: (instrument) => temporalityOf(config.temporality, instrument),
  }
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: config.intervalMillis,
    exportTimeoutMillis: config.collectTimeoutMillis,
    maxExportBatchSize: maxBatchPoints,
    cardinalityLimits: { default: maxSeries },
  })
  const provider = new MeterProvider({ resource, readers: [reader] })
  const exemplars = createExemplars(provider, config.exemplarFilter)
  api.setGlobalMeterProvider(exemplars.meterProvider)
  const meter = exemplars.meterProvider.getMeter('@cruddur/telemetry')

  return {
    signal: {
      name: 'metrics',
      destination: sink.destination,
      ledger: sink.ledger,
      flush: async (deadline) => {
        await untilAborted(deadline, provider.forceFlush())
        await sink.flush(deadline)
      },
      shutdown: async (deadline) => {
        await untilAborted(deadline, provider.shutdown())
        await sink.shutdown(deadline)
      },
    },
    requestMetrics: createRequestMetrics(meter),
    instrumentations: [new RuntimeNodeInstrumentation()],
    observe: (signals) => observeDelivery(meter, signals),
  }
}

/** An asynchronous callback of an instrument may take longer than the deadline allows. Never rejects. */
function untilAborted(deadline: AbortSignal, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    if (deadline.aborted) resolve()
    deadline.addEventListener('abort', () => resolve(), { once: true })
    work.then(
      () => resolve(),
      () => resolve(),
    )
  })
}

function off(reason: string): Metrics {
  return {
    signal: createOffSignal('metrics', reason),
    requestMetrics: noRequestMetrics,
    instrumentations: [],
    observe: () => undefined,
  }
}
