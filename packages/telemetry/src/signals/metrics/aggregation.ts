import {
  type AggregationOption,
  AggregationTemporality,
  AggregationType,
  InstrumentType,
} from '@opentelemetry/sdk-metrics'
import type { MetricsConfig } from './variables.ts'

/** @see https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration */
export function temporalityOf(
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
