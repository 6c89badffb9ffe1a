import { number, oneOf, url, type Values } from '@cruddur/environment'
import { awsDestination, type awsVariables } from '../../config/aws-destination.ts'
import type { Off, OtlpDestination } from '../../config/destination.ts'
import {
  type OtlpValues,
  otlpDestination,
  otlpRequest,
  otlpVariablesOf,
} from '../../config/otlp-variables.ts'
import type { QueueLimits } from '../signal.ts'

const millis = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 1, max: 3_600_000 })

export const queueLimits: QueueLimits = { items: 20_000, bytes: 2 * 2 ** 20 }

/** Names of the specification: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export const metricsVariables = {
  OTEL_METRICS_EXPORTER: oneOf(['auto', 'otlp', 'none'], {
    description: 'auto exports metrics when a destination is configured',
    default: 'auto',
  }),
  TELEMETRY_METRICS_EXPORTER: oneOf(['otlp', 'cloudwatch'], {
    description: "Sends metrics to an OTLP endpoint, or signed to CloudWatch's OTLP endpoint",
    default: 'otlp',
  }),
  ...otlpVariablesOf('METRICS', 'metrics'),
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: oneOf(['cumulative', 'delta', 'lowmemory'], {
    description: 'Aggregation temporality of counters and histograms',
    default: 'cumulative',
  }),
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: oneOf(
    ['base2_exponential_bucket_histogram', 'explicit_bucket_histogram'],
    {
      description: 'Aggregation of histograms',
      default: 'base2_exponential_bucket_histogram',
    },
  ),
  OTEL_METRIC_EXPORT_INTERVAL: millis('Interval between two exports in milliseconds', 60_000),
  OTEL_METRIC_EXPORT_TIMEOUT: millis('Timeout of collecting metrics in milliseconds', 30_000),
  OTEL_METRICS_EXEMPLAR_FILTER: oneOf(['trace_based', 'always_on', 'always_off'], {
    description: 'Measurements that may become exemplars; trace_based takes those of sampled spans',
    default: 'trace_based',
  }),
  AWS_ENDPOINT_URL_CLOUDWATCH: url({
    description:
      "CloudWatch's endpoint for TELEMETRY_METRICS_EXPORTER=cloudwatch; default: the endpoint of AWS_REGION",
  }),
}

export type ExemplarFilter = Values<typeof metricsVariables>['OTEL_METRICS_EXEMPLAR_FILTER']

export interface MetricsConfig {
  readonly destination: OtlpDestination | Off
  readonly temporality: 'cumulative' | 'delta' | 'lowmemory'
  readonly exponentialHistograms: boolean
  readonly intervalMillis: number
  readonly collectTimeoutMillis: number
  readonly exemplarFilter: ExemplarFilter
}

type MetricsValues = Values<typeof metricsVariables> &
  OtlpValues<'METRICS'> &
  Values<typeof awsVariables>

export function metricsConfig(values: MetricsValues): MetricsConfig {
  return Object.freeze({
    destination: destination(values),
    temporality: values.OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE,
    exponentialHistograms:
      values.OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION ===
      'base2_exponential_bucket_histogram',
    intervalMillis: values.OTEL_METRIC_EXPORT_INTERVAL,
    collectTimeoutMillis: Math.min(
      values.OTEL_METRIC_EXPORT_TIMEOUT,
      values.OTEL_METRIC_EXPORT_INTERVAL,
    ),
    exemplarFilter: values.OTEL_METRICS_EXEMPLAR_FILTER,
  })
}

function destination(values: MetricsValues): MetricsConfig['destination'] {
  const otlp = otlpDestination('METRICS', values, values.OTEL_METRICS_EXPORTER)
  const isDisabled = values.OTEL_SDK_DISABLED || values.OTEL_METRICS_EXPORTER === 'none'
  if (isDisabled || values.TELEMETRY_METRICS_EXPORTER === 'otlp') return otlp
  const { url, signing } = awsDestination({
    service: 'monitoring',
    path: '/v1/metrics',
    region: values.AWS_REGION,
    endpoint: values.AWS_ENDPOINT_URL_CLOUDWATCH,
    requiredBy: 'TELEMETRY_METRICS_EXPORTER=cloudwatch',
  })
  // A key of another backend must not be sent to CloudWatch.
  return { url, signing, ...otlpRequest('METRICS', values, {}) }
}
