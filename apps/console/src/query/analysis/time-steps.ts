import type { Steps } from '../../model/span-analysis-reader.ts'
import type { TimeRange } from '../../model/telemetry-reader.ts'

export interface StepRange extends Steps {
  /** Number of steps in the range. */
  readonly stepCount: number
}

const second = 1_000_000_000n
const ladderSeconds = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
]
const subSeconds = [1n, 2n, 5n, 10n, 20n, 50n, 100n, 200n, 500n].map(
  (millis) => millis * 1_000_000n,
)
const ladder = [...subSeconds, ...ladderSeconds.map((seconds) => BigInt(seconds) * second)]

/**
 * Cuts a range into at most `maxSteps` steps of a round length that begin at round times.
 * @param minNano minimum length of a step
 */
export function timeSteps(
  { fromNano, toNano }: TimeRange,
  maxSteps: number,
  minNano = 0n,
): StepRange {
  const wanted = (toNano - fromNano) / BigInt(maxSteps)
  const day = 86_400n * second
  const fits = (step: bigint) => step >= minNano && count(fromNano, toNano, step) <= maxSteps
  const stepNano = ladder.find(fits) ?? (wanted / day + 2n) * day
  return {
    startNano: (fromNano / stepNano) * stepNano,
    stepNano,
    stepCount: count(fromNano, toNano, stepNano),
  }
}

/** A range that is empty up to this share is cut to the data. */
const maxEmptyShare = 0.15

/** The start of the first step with data, when most of the range before it is empty. */
export function firstWithData(
  { startNano, stepNano, stepCount }: StepRange,
  step: number,
): bigint | undefined {
  return step < maxEmptyShare * stepCount ? undefined : startNano + BigInt(step) * stepNano
}

function count(fromNano: bigint, toNano: bigint, step: bigint): number {
  return Number((toNano - 1n) / step - fromNano / step) + 1
}
