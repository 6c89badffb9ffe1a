import { InvalidArgumentError } from 'commander'
import { Check } from 'typebox/value'
import { TraceSearch } from '../api/contract.ts'

const { since, minDuration, limit } = TraceSearch.properties

/** @throws InvalidArgumentError that shows what a right one looks like. */
export function parseSince(text: string): string {
  if (!Check(since, text))
    throw new InvalidArgumentError('Write a number and ms, s, m, h or d, for example 15m.')
  return text
}

/** @throws InvalidArgumentError that shows what a right one looks like. */
export function parseDuration(text: string): string {
  if (!Check(minDuration, text))
    throw new InvalidArgumentError('Write a number and ns, us, ms, s or m, for example 250ms.')
  return text
}

/** @throws InvalidArgumentError that names the bounds. */
export function parseLimit(text: string): number {
  const count = Number(text)
  if (!Check(limit, count)) throw new InvalidArgumentError('Write a whole number from 1 to 500.')
  return count
}
