import { matching, number, type Values } from '@cruddur/environment'

const kinds = /^(errors|slow)(\s*,\s*(errors|slow))*$/

export const keepVariables = {
  TELEMETRY_KEEP: matching(kinds, 'errors, slow, or both separated by a comma', {
    description:
      'Requests that are exported with weight 1, independent of OTEL_TRACES_SAMPLER; their spans are buffered until the request ends',
  }),
  TELEMETRY_KEEP_SLOW_MILLIS: number({
    description: 'Duration from which a request is slow, for TELEMETRY_KEEP=slow',
    default: 1000,
    min: 1,
    max: 3_600_000,
  }),
  TELEMETRY_KEEP_MAX_SPANS: number({
    description: 'Maximum number of buffered spans; beyond it the sampler decides',
    default: 20_000,
    min: 1,
    max: 1_000_000,
  }),
  TELEMETRY_KEEP_MAX_BYTES: number({
    description: 'Approximate maximum size of the buffered spans in bytes',
    default: 20_971_520,
    min: 100_000,
    max: 1_000_000_000,
  }),
  TELEMETRY_KEEP_MAX_MILLIS: number({
    description: 'Maximum time that spans are buffered; after it the sampler decides',
    default: 60_000,
    min: 100,
    max: 3_600_000,
  }),
}

export interface KeepConfig {
  readonly errors: boolean
  /** Undefined when slow requests are not kept. */
  readonly slowMillis: number | undefined
  readonly maxSpans: number
  readonly maxBytes: number
  readonly maxMillis: number
}

export function keepConfig(values: Values<typeof keepVariables>): KeepConfig | undefined {
  const kept = values.TELEMETRY_KEEP?.split(',').map((kind) => kind.trim())
  if (!kept) return undefined
  return Object.freeze({
    errors: kept.includes('errors'),
    slowMillis: kept.includes('slow') ? values.TELEMETRY_KEEP_SLOW_MILLIS : undefined,
    maxSpans: values.TELEMETRY_KEEP_MAX_SPANS,
    maxBytes: values.TELEMETRY_KEEP_MAX_BYTES,
    maxMillis: values.TELEMETRY_KEEP_MAX_MILLIS,
  })
}
