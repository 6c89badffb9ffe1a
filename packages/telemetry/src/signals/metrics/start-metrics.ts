import { metrics as api } from '@opentelemetry/api'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { isOff } from '../../config/destination.ts'
import type { RequestMetrics } from '../server-request.ts'
import type { Signal, StartContext, StartedSignal } from '../signal.ts'
import { createOffSignal } from '../signal.ts'
import { createWarnOnce } from '../warn-once.ts'
import { observeDelivery } from './delivery-metrics.ts'
import { createExemplars } from './exemplars.ts'
import { createGuardedMeters } from './guarded-meters.ts'
import { MetricsReader } from './metrics-reader.ts'
import type { MetricsSink } from './metrics-sink.ts'
import { createOtlpSink } from './otlp-sink.ts'
import { createRequestMetrics, noRequestMetrics } from './request-metrics.ts'
import type { MetricsConfig } from './variables.ts'

type Context = StartContext<MetricsConfig, MetricsSink>

export interface MetricsOptions
  extends Pick<Context, 'config' | 'resource' | 'redactor' | 'log'>,
    Partial<Pick<Context, 'backend'>> {}

export interface Metrics extends StartedSignal {
  readonly requestMetrics: RequestMetrics
  /** Instrumentations that only record metrics. */
  readonly instrumentations: readonly Instrumentation[]
  /** Exports the delivery counters of these signals. */
  observe(signals: readonly Signal[]): void
}

/** Starts the metrics SDK and sets the global meter provider. Call it before the instrumentations are created. */
export function startMetrics(options: MetricsOptions): Metrics {
  const { config, redactor, backend, log } = options
  if (backend) return start(options, backend)
  const { destination } = config
  if (isOff(destination)) return off(destination.off)
  const warn = (message: string) => log('opentelemetry', 'warn', message)
  return start(options, createOtlpSink({ destination, redactor, warn }))
}

function start({ config, resource }: MetricsOptions, sink: MetricsSink): Metrics {
  const exemplars = createExemplars(config.exemplarFilter)
  const reader = new MetricsReader(config, sink, exemplars.take)
  const provider = new MeterProvider({ resource, readers: [reader] })
  const meters = createGuardedMeters(provider, exemplars, createWarnOnce())
  api.setGlobalMeterProvider(meters)
  const meter = meters.getMeter('@cruddur/telemetry')

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
