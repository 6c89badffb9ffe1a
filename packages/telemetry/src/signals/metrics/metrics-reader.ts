import { diag } from '@opentelemetry/api'
import { callWithTimeout } from '@opentelemetry/core'
import {
  type AggregationOption,
  AggregationTemporality,
  AggregationType,
  InstrumentType,
  MetricReader,
} from '@opentelemetry/sdk-metrics'
import type { MetricsSink, TakeExemplars } from './metrics-sink.ts'
import type { MetricsConfig } from './variables.ts'

/** Series per instrument; further attribute sets share the series `otel.metric.overflow=true`. */
const maxSeries = 2000
/** A flush waits at most this long for asynchronous callbacks, so that one that hangs delays no other metric. */
const flushTimeoutMillis = 1000

/**
 * Collects at each interval, on a flush and at shutdown. The SDK's PeriodicExportingMetricReader (3.1) waits
 * for callbacks as long at shutdown as otherwise, and loses all metrics when one hangs.
 */
export class MetricsReader extends MetricReader {
  readonly #config: MetricsConfig
  readonly #sink: MetricsSink
  readonly #takeExemplars: TakeExemplars
  #timer: NodeJS.Timeout | undefined
  #ongoing: Promise<void> | undefined

  constructor(config: MetricsConfig, sink: MetricsSink, takeExemplars: TakeExemplars) {
    super({
      aggregationSelector: (instrument) => aggregationOf(config.exponentialHistograms, instrument),
      aggregationTemporalitySelector: (instrument) => temporalityOf(config.temporality, instrument),
      cardinalitySelector: () => maxSeries,
    })
    this.#config = config
    this.#sink = sink
    this.#takeExemplars = takeExemplars
  }

  override onInitialized(): void {
    const { intervalMillis, collectTimeoutMillis } = this.#config
    this.#timer = setInterval(() => {
      this.#ongoing ??= this.#export(collectTimeoutMillis).finally(() => {
        this.#ongoing = undefined
      })
    }, intervalMillis)
    this.#timer.unref()
  }

  protected override onForceFlush(): Promise<void> {
    return this.#export(Math.min(this.#config.collectTimeoutMillis, flushTimeoutMillis))
  }

  protected override onShutdown(): Promise<void> {
    clearInterval(this.#timer)
    return this.onForceFlush()
  }

  /** Never rejects. */
  async #export(timeoutMillis: number): Promise<void> {
    try {
      const { resourceMetrics, errors } = await this.collect({ timeoutMillis })
      if (errors.length > 0) diag.error('callbacks of instruments failed:', ...errors)
      const { resource } = resourceMetrics
      // Another resource would be another series.
      if (resource.asyncAttributesPending)
        await callWithTimeout(Promise.resolve(resource.waitForAsyncAttributes?.()), timeoutMillis)
      await this.#sink.write(resourceMetrics, this.#takeExemplars)
    } catch (error) {
      diag.error('metrics were not collected:', error)
    }
  }
}

/** @see https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration */
function temporalityOf(
  preference: MetricsConfig['temporality'],
  instrument: InstrumentType,
): AggregationTemporality {
  const { CUMULATIVE, DELTA } = AggregationTemporality
  const isUpDown =
    instrument === InstrumentType.UP_DOWN_COUNTER ||
    instrument === InstrumentType.OBSERVABLE_UP_DOWN_COUNTER
  if (preference === 'cumulative' || isUpDown) return CUMULATIVE
  const isObservable = instrument === InstrumentType.OBSERVABLE_COUNTER
  return preference === 'lowmemory' && isObservable ? CUMULATIVE : DELTA
}

export function aggregationOf(
  exponentialHistograms: boolean,
  instrument: InstrumentType,
): AggregationOption {
  return exponentialHistograms && instrument === InstrumentType.HISTOGRAM
    ? { type: AggregationType.EXPONENTIAL_HISTOGRAM }
    : { type: AggregationType.DEFAULT }
}
