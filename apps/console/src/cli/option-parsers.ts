import { InvalidArgumentError } from 'commander'
import { durationPattern, limitBounds, sincePattern } from '../api/contract-bounds.ts'

/** @throws InvalidArgumentError that shows what a right one looks like. */
export function parseSince(text: string): string {
  if (!new RegExp(sincePattern).test(text))
    throw new InvalidArgumentError('Use a number and ms, s, m, h or d, for example 15m.')
  return text
}

/** @throws InvalidArgumentError that shows what a right one looks like. */
export function parseDuration(text: string): string {
  if (!new RegExp(durationPattern).test(text))
    throw new InvalidArgumentError(
      'Use a number and a unit (ns, us, ms, s, m, h or d), for example 250ms.',
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
