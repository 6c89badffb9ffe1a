import { formatDuration } from '../../src/format/duration.ts'
import { formatTime } from './format-time.ts'

/** The time axis of a chart, divided into equal steps. */
export interface TimeSteps {
  readonly startUnixNano: string
  readonly stepNano: string
  readonly stepCount: number
}

/** A range of steps, both ends included. */
export interface StepRange {
  readonly first: number
  readonly last: number
}

/** Nanoseconds since the epoch at which a step begins. */
export function startOfStep({ startUnixNano, stepNano }: TimeSteps, step: number): bigint {
  return BigInt(startUnixNano) + BigInt(step) * BigInt(stepNano)
}

/** Start time of a step, without zero milliseconds. */
export function formatStep(steps: TimeSteps, step: number): string {
  return formatTime(String(startOfStep(steps, step))).replace(/\.000$/, '')
}

/** `17:45:00 to 17:50:00, 5 m 00 s` */
export function describeSteps(steps: TimeSteps, { first, last }: StepRange): string {
  const length = BigInt(last + 1 - first) * BigInt(steps.stepNano)
  return `${formatStep(steps, first)} to ${formatStep(steps, last + 1)}, ${formatDuration(length)}`
}
