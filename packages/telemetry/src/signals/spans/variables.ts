import { matching, number, oneOf, type Values } from '@cruddur/environment'
import type { Off, OtlpDestination } from '../../config/destination.ts'
import { type OtlpValues, otlpDestination, otlpVariablesOf } from '../../config/otlp-variables.ts'
import type { QueueLimits } from '../signal.ts'
import { type KeepConfig, keepConfig, keepVariables } from './keep-variables.ts'
import { type SpanLimits, spanLimits, spanLimitsVariables } from './limits-variables.ts'

const count = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 1, max: 10_000_000 })
const millis = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 1, max: 3_600_000 })

export const queueLimits: QueueLimits = { items: 100_000, bytes: 20 * 2 ** 20 }

/** OpenTelemetry's own names: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export const spansVariables = {
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
  ...otlpVariablesOf('TRACES', 'spans'),
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
    queueLimits.items,
  ),
  ...keepVariables,
  ...spanLimitsVariables,
  TELEMETRY_SPANS_MAX_QUEUE_BYTES: number({
    description: 'Approximate maximum size of the queued spans, in bytes',
    default: queueLimits.bytes,
    min: 100_000,
    max: 1_000_000_000,
  }),
}

export type SpanSampler = Values<typeof spansVariables>['OTEL_TRACES_SAMPLER']

export interface SpansConfig {
  readonly disabled: boolean
  /** Of the messages of OpenTelemetry itself. */
  readonly logLevel: string
  readonly destination: OtlpDestination | Off
  readonly sampler: { readonly name: SpanSampler; readonly ratio: number }
  readonly keep: KeepConfig | undefined
  readonly limits: SpanLimits
  readonly intervalMillis: number
  readonly maxBatchSpans: number
  readonly maxQueueSpans: number
  readonly maxQueueBytes: number
}

export function spansConfig(
  values: Values<typeof spansVariables> & OtlpValues<'TRACES'>,
): SpansConfig {
  return Object.freeze({
    disabled: values.OTEL_SDK_DISABLED,
    logLevel: values.OTEL_LOG_LEVEL ?? 'warn',
    destination: otlpDestination('TRACES', values, values.OTEL_TRACES_EXPORTER),
    sampler: { name: values.OTEL_TRACES_SAMPLER, ratio: values.OTEL_TRACES_SAMPLER_ARG },
    keep: keepConfig(values),
    limits: spanLimits(values),
    intervalMillis: values.OTEL_BSP_SCHEDULE_DELAY,
    maxBatchSpans: values.OTEL_BSP_MAX_EXPORT_BATCH_SIZE,
    maxQueueSpans: values.OTEL_BSP_MAX_QUEUE_SIZE,
    maxQueueBytes: values.TELEMETRY_SPANS_MAX_QUEUE_BYTES,
  })
}
