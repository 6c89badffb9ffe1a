import { InvalidArgumentError } from 'commander'
import { limitBounds } from '../api/contract-bounds.ts'
import { readDuration } from '../query-language/duration.ts'

/** @throws InvalidArgumentError that shows what is allowed. */
export function parseDuration(text: string): string {
  if (readDuration(text) === undefined)
    throw new InvalidArgumentError(
      'Use a number and a unit (ns, us, ms, s, min, h or d), for example 250ms or 15m.',
    )
  return text
}

/** @throws InvalidArgumentError that names the bounds. */
export function parseLimit(text: string): number {
  const count = Number(text)
  const { minimum, maximum } = limitBounds
  if (!Number.isInteger(count) || count < minimum || count > maximum)
    throw new InvalidArgumentError(`Use an integer from ${minimum} to ${maximum}.`)
  return count
}
