import { ConfigurationError, number, oneOf, secret, url, type Values } from '@cruddur/environment'
import { parseKeyValueList } from './key-value-list.ts'
import type { segmentsVariables } from './segments-variables.ts'
import type { spansVariables } from './spans-variables.ts'

const compressions = ['gzip', 'none'] as const
const millis = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 1, max: 3_600_000 })

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
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: url({
    description: 'Full URL for metrics; overrides OTEL_EXPORTER_OTLP_ENDPOINT',
  }),
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: secret({
    description:
      'Headers for metrics only, such as x-honeycomb-dataset=metrics; overrides OTEL_EXPORTER_OTLP_HEADERS key by key',
  }),
  OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: number({
    description: 'Request timeout for metrics in milliseconds',
    min: 1,
    max: 3_600_000,
  }),
  OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: oneOf(['inherit', ...compressions], {
    description: 'Compression of metric requests',
    default: 'inherit',
  }),
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
  readonly destination:
    | { readonly url: string; readonly signing?: { readonly region: string } }
    | { readonly off: string }
  /** May contain credentials. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMillis: number
  readonly compression: (typeof compressions)[number]
  readonly temporality: 'cumulative' | 'delta' | 'lowmemory'
  readonly exponentialHistograms: boolean
  readonly intervalMillis: number
  readonly collectTimeoutMillis: number
  readonly exemplarFilter: ExemplarFilter
}

type MetricsValues = Values<typeof metricsVariables> &
  Pick<
    Values<typeof spansVariables>,
    | 'OTEL_SDK_DISABLED'
    | 'OTEL_EXPORTER_OTLP_ENDPOINT'
    | 'OTEL_EXPORTER_OTLP_HEADERS'
    | 'OTEL_EXPORTER_OTLP_TIMEOUT'
    | 'OTEL_EXPORTER_OTLP_COMPRESSION'
  > &
  Pick<Values<typeof segmentsVariables>, 'AWS_REGION'>

export function metricsConfig(values: MetricsValues): MetricsConfig {
  const compression = values.OTEL_EXPORTER_OTLP_METRICS_COMPRESSION
  const isCloudWatch = values.TELEMETRY_METRICS_EXPORTER === 'cloudwatch'
  return Object.freeze({
    destination: destination(values),
    headers: Object.freeze({
      // A key of another backend must not be sent to CloudWatch.
      ...(isCloudWatch ? {} : parseKeyValueList(values.OTEL_EXPORTER_OTLP_HEADERS)),
      ...parseKeyValueList(values.OTEL_EXPORTER_OTLP_METRICS_HEADERS),
    }),
    timeoutMillis: values.OTEL_EXPORTER_OTLP_METRICS_TIMEOUT ?? values.OTEL_EXPORTER_OTLP_TIMEOUT,
    compression: compression === 'inherit' ? values.OTEL_EXPORTER_OTLP_COMPRESSION : compression,
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
  if (values.OTEL_SDK_DISABLED) return { off: 'OTEL_SDK_DISABLED is true' }
  if (values.OTEL_METRICS_EXPORTER === 'none') return { off: 'OTEL_METRICS_EXPORTER is none' }
  if (values.TELEMETRY_METRICS_EXPORTER === 'cloudwatch') return cloudWatch(values)
  const full = values.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT
  const base = values.OTEL_EXPORTER_OTLP_ENDPOINT
  if (full) return { url: full }
  if (base) return { url: `${base.replace(/\/$/, '')}/v1/metrics` }
  if (values.OTEL_METRICS_EXPORTER === 'otlp') return { url: 'http://localhost:4318/v1/metrics' }
  return { off: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set' }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html */
function cloudWatch(values: MetricsValues): MetricsConfig['destination'] {
  const region = values.AWS_REGION
  if (!region) {
    const allowed = 'a region such as eu-central-1, with TELEMETRY_METRICS_EXPORTER=cloudwatch'
    throw new ConfigurationError([{ name: 'AWS_REGION', allowed }])
  }
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const base = values.AWS_ENDPOINT_URL_CLOUDWATCH ?? `https://monitoring.${region}.${domain}`
  return { url: `${base.replace(/\/+$/, '')}/v1/metrics`, signing: { region } }
}
