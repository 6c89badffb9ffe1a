import { RE2JS } from 're2js'
import { InsightsError } from './insights-error.ts'

interface Place {
  readonly from: number
  readonly to: number
}

const maxLength = 1_000

/** @throws InsightsError when the store's engine would refuse the regular expression */
export function checkRegex(pattern: string, place: Place): void {
  compile(pattern, place)
}

/**
 * The named groups of a regular expression by their numbers.
 * @throws InsightsError when it is invalid or has none
 */
export function namedGroups(pattern: string, place: Place): Map<number, string> {
  const groups = Object.entries(compile(pattern, place).namedGroups())
  if (groups.length === 0)
    throw new InsightsError(
      'The regular expression of parse needs a named group such as (?<name>…)',
      place,
    )
  return new Map(groups.map(([name, number]) => [number, name]))
}

function compile(pattern: string, place: Place): RE2JS {
  if (pattern.length > maxLength)
    throw new InsightsError(`A regular expression must have at most ${maxLength} characters`, place)
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new InsightsError(`Invalid regular expression (${reason})`, place)
  }
}

/** A pattern of `parse` in which each `*` is a field, as a regular expression with a group for each. */
export function globRegex(glob: string): { readonly regex: string; readonly count: number } {
  const pieces = glob.split('*').map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const last = pieces.length - 1
  const regex = pieces
    .map((piece, index) => {
      if (index === last) return piece
      return `${piece}${index === last - 1 && pieces[last] === '' ? '(.*)' : '(.*?)'}`
    })
    .join('')
  return { regex, count: last }
}
