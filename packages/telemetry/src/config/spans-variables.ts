import { flag, matching, number, oneOf, secret, url, type Values } from '@cruddur/environment'
import { type KeepConfig, keepConfig, keepVariables } from './keep-variables.ts'
import { parseKeyValueList } from './key-value-list.ts'
import { queueBounds } from './queue-bounds.ts'
import { type SpanLimits, spanLimits, spanLimitsVariables } from './span-limits-variables.ts'

const compressions = ['gzip', 'none'] as const
const count = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 1, max: 10_000_000 })
const millis = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 1, max: 3_600_000 })

/** OpenTelemetry's own names: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export const spansVariables = {
  OTEL_SDK_DISABLED: flag({
    description: 'Disables spans and segments',
    default: false,
  }),
  OTEL_LOG_LEVEL: matching(
    /^(?:none|error|warn|info|debug|verbose|all)$/i,
    'none, error, warn, info, debug, verbose or all',
    {
      description: 'Minimum level of the messages of OpenTelemetry itself, which are log lines',
      default: 'warn',
    },
  ),
  OTEL_TRACES_EXPORTER: oneOf(['auto', 'otlp', 'none'], {
    description: 'auto: otlp if an endpoint is set, otherwise none',
    default: 'auto',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url({
    description: 'Base URL such as https://api.honeycomb.io; /v1/traces is appended',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url({
    description: 'Complete URL for spans; overrides OTEL_EXPORTER_OTLP_ENDPOINT',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: secret({
    description: 'Request headers, such as x-honeycomb-team=<key>,x-honeycomb-dataset=<dataset>',
  }),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: secret({
    description:
      'Request headers for spans; each key overrides the one of OTEL_EXPORTER_OTLP_HEADERS',
  }),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(['http/protobuf'], {
    description: 'Export protocol of spans',
    default: 'http/protobuf',
  }),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: oneOf(['http/protobuf'], {
    description: 'Export protocol of spans; overrides OTEL_EXPORTER_OTLP_PROTOCOL',
    default: 'http/protobuf',
  }),
  OTEL_EXPORTER_OTLP_TIMEOUT: millis('Timeout of an export request, in milliseconds', 10_000),
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: number({
    description: 'The same for spans alone',
    min: 1,
    max: 3_600_000,
  }),
  OTEL_EXPORTER_OTLP_COMPRESSION: oneOf(compressions, {
    description: 'Compression of request bodies',
    default: 'none',
  }),
  OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: oneOf(['inherit', ...compressions], {
    description: 'The same for spans alone',
    default: 'inherit',
  }),
  OTEL_TRACES_SAMPLER: oneOf(
    [
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ],
    { description: 'Sampler of spans', default: 'parentbased_always_on' },
  ),
  OTEL_TRACES_SAMPLER_ARG: number({
    description: 'Sampled share of traces for the traceidratio samplers',
    default: 1,
    min: 0,
    max: 1,
    integer: false,
  }),
  OTEL_BSP_SCHEDULE_DELAY: millis(
    'Maximum delay before a batch of spans is sent, in milliseconds',
    1000,
  ),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: count('Maximum number of spans in one request', 512),
  OTEL_BSP_MAX_QUEUE_SIZE: count(
    'Maximum number of queued spans while the backend fails; the oldest are dropped',
    queueBounds.spans.items,
  ),
  ...keepVariables,
  ...spanLimitsVariables,
  TELEMETRY_SPANS_MAX_QUEUE_BYTES: number({
    description: 'Approximate maximum size of the queued spans, in bytes',
    default: queueBounds.spans.bytes,
    min: 100_000,
    max: 1_000_000_000,
  }),
}

export type SpanSampler = Values<typeof spansVariables>['OTEL_TRACES_SAMPLER']

export interface SpansConfig {
  readonly disabled: boolean
  /** Of the messages of OpenTelemetry itself. */
  readonly logLevel: string
  /** The export URL, or why spans are not exported. */
  readonly destination: { readonly url: string } | { readonly off: string }
  /** Contain credentials. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMillis: number
  readonly compression: (typeof compressions)[number]
  readonly sampler: { readonly name: SpanSampler; readonly ratio: number }
  readonly keep: KeepConfig | undefined
  readonly limits: SpanLimits
  readonly intervalMillis: number
  readonly maxBatchSpans: number
  readonly maxQueueSpans: number
  readonly maxQueueBytes: number
}

export function spansConfig(values: Values<typeof spansVariables>): SpansConfig {
  const compression = values.OTEL_EXPORTER_OTLP_TRACES_COMPRESSION
  return Object.freeze({
    disabled: values.OTEL_SDK_DISABLED,
    logLevel: values.OTEL_LOG_LEVEL ?? 'warn',
    destination: destination(values),
    headers: Object.freeze({
      ...parseKeyValueList(values.OTEL_EXPORTER_OTLP_HEADERS),
      ...parseKeyValueList(values.OTEL_EXPORTER_OTLP_TRACES_HEADERS),
    }),
    timeoutMillis: values.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT ?? values.OTEL_EXPORTER_OTLP_TIMEOUT,
    compression: compression === 'inherit' ? values.OTEL_EXPORTER_OTLP_COMPRESSION : compression,
    sampler: { name: values.OTEL_TRACES_SAMPLER, ratio: values.OTEL_TRACES_SAMPLER_ARG },
    keep: keepConfig(values),
    limits: spanLimits(values),
    intervalMillis: values.OTEL_BSP_SCHEDULE_DELAY,
    maxBatchSpans: values.OTEL_BSP_MAX_EXPORT_BATCH_SIZE,
    maxQueueSpans: values.OTEL_BSP_MAX_QUEUE_SIZE,
    maxQueueBytes: values.TELEMETRY_SPANS_MAX_QUEUE_BYTES,
  })
}

function destination(values: Values<typeof spansVariables>): SpansConfig['destination'] {
  const base = values.OTEL_EXPORTER_OTLP_ENDPOINT
  const whole = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  if (values.OTEL_SDK_DISABLED) return { off: 'OTEL_SDK_DISABLED is true' }
  if (values.OTEL_TRACES_EXPORTER === 'none') return { off: 'OTEL_TRACES_EXPORTER is none' }
  if (whole) return { url: whole }
  if (base) return { url: `${base.replace(/\/$/, '')}/v1/traces` }
  if (values.OTEL_TRACES_EXPORTER === 'otlp') return { url: 'http://localhost:4318/v1/traces' }
  return { off: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set' }
}
