import { formatExactInstant } from '../../src/format/instant.ts'
import { startOfStep, type TimeSteps } from './time-steps.ts'

/** A range that is empty up to this share is cut to the data. */
const EMPTY_SHARE = 0.15

/** Start of the first step with data, when most of the range before it is empty. */
export function firstData(
  steps: TimeSteps,
  hasData: (step: number) => boolean,
): string | undefined {
  for (let step = 0; step < steps.stepCount; step += 1) {
    if (!hasData(step)) continue
    if (step < steps.stepCount * EMPTY_SHARE) return undefined
    return formatExactInstant(String(startOfStep(steps, step)))
  }
  return undefined
}
