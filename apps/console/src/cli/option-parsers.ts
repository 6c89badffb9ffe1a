import { InvalidArgumentError } from 'commander'
import { limitBounds } from '../contract/bounds.ts'
import { type FindingKind, findingKindNames, findingKinds } from '../contract/finding-kinds.ts'
import { readDuration } from '../query-language/duration.ts'

/** @throws InvalidArgumentError that shows the allowed values. */
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

/** Kinds of findings, or severities for all kinds of it, separated by commas. */
export function parseFindingKinds(text: string): FindingKind[] {
  return text.split(',').flatMap((word) => {
    const name = word.trim()
    const kinds = findingKindNames.filter(
      (kind) => kind === name || findingKinds[kind].severity === name,
    )
    if (kinds.length > 0) return kinds
    throw new InvalidArgumentError(
      `Unknown kind ${name}. Use error, warning, info or ${findingKindNames.join(', ')}`,
    )
  })
}
