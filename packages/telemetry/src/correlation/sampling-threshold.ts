import type { TraceState } from '@opentelemetry/api'
import { parseTraceState } from './trace-state.ts'

/**
 * Consistent probability sampling: a trace is sampled when its randomness is at least the rejection
 * threshold, so that every service makes compatible decisions, and the threshold gives the weight of a
 * sampled span.
 *
 * @see https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */
const digits = 14
const range = 2 ** 56
/** Smaller ratios sample nothing. */
export const minRatio = 1 / range
/** Precision of an encoded threshold, besides leading `f` digits. */
const precision = 4

const vendorKey = 'ot'
const thresholdPattern = /^[0-9a-f]{1,14}$/
const randomnessPattern = /^[0-9a-f]{14}$/

/**
 * @param ratio at least `minRatio`
 * @returns hexadecimal digits without trailing zeros, `0` for 1
 */
export function thresholdOf(ratio: number): string {
  const accepted = Math.min(Math.max(Math.round(ratio * range), 1), range)
  const exact = BigInt(range) - BigInt(accepted)
  const text = exact.toString(16).padStart(digits, '0').slice(0, digits)
  const leading = /^f*/.exec(text)?.[0].length ?? 0
  return text.slice(0, leading + precision).replace(/0+$/, '') || '0'
}

/** The randomness is the `rv` of the tracestate, otherwise the last 56 bits of the trace ID. */
export function isSampledAt(
  threshold: string,
  traceId: string,
  traceState: TraceState | undefined,
): boolean {
  const explicit = readField(traceState, 'rv')
  const randomness =
    explicit !== undefined && randomnessPattern.test(explicit) ? explicit : traceId.slice(-digits)
  return randomness >= threshold.padEnd(digits, '0')
}

/** The valid threshold of a tracestate. */
export function readThreshold(traceState: TraceState | undefined): string | undefined {
  const threshold = readField(traceState, 'th')
  return threshold !== undefined && thresholdPattern.test(threshold) ? threshold : undefined
}

/** Sets the threshold and keeps all other fields and members. */
export function withThreshold(
  traceState: TraceState | undefined,
  threshold: string,
): TraceState | undefined {
  const value = [`th:${threshold}`, ...otherFields(traceState)].join(';')
  return traceState ? traceState.set(vendorKey, value) : parseTraceState(`${vendorKey}=${value}`)
}

/** Removes the threshold, which an unsampled span must not propagate. */
export function withoutThreshold(traceState: TraceState): TraceState {
  const value = otherFields(traceState).join(';')
  return value === '' ? traceState.unset(vendorKey) : traceState.set(vendorKey, value)
}

/** The number of traces that a trace sampled at this threshold represents. */
export function adjustedCount(threshold: string): number {
  // In halves: a double has only 53 bits.
  const [high, low] = [threshold.slice(0, 7), threshold.slice(7)].map((half) =>
    Number.parseInt(half.padEnd(7, '0'), 16),
  ) as [number, number]
  return range / ((2 ** 28 - high) * 2 ** 28 - low)
}

/**
 * The weight as an integer, which Honeycomb requires. A fractional weight is rounded up or down by the last
 * bits of the trace ID, in proportion to its fraction, so that sums stay correct. The first bits decide
 * whether the trace is sampled, and the first half is not random in every system.
 */
export function sampleRateOf(threshold: string, traceId: string): number {
  const weight = adjustedCount(threshold)
  const whole = Math.floor(weight)
  const random = Number.parseInt(traceId.slice(-6), 16) / 2 ** 24
  return random < weight - whole ? whole + 1 : whole
}

function readField(traceState: TraceState | undefined, key: string): string | undefined {
  const field = fieldsOf(traceState).find((candidate) => candidate.startsWith(`${key}:`))
  return field?.slice(key.length + 1)
}

function fieldsOf(traceState: TraceState | undefined): string[] {
  return traceState?.get(vendorKey)?.split(';').filter(Boolean) ?? []
}

function otherFields(traceState: TraceState | undefined): string[] {
  return fieldsOf(traceState).filter((field) => !field.startsWith('th:'))
}
