import { matchRegex } from './compare.ts'
import { FilterPatternError } from './filter-pattern-error.ts'
import { unquote } from './tokens.ts'

const terms = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"%]+))(?=\s|$)\s*/y

/**
 * Compiles `ERROR "two words" -notThis %regex%`: all terms and none of the excluded ones.
 * `?this ?that` matches any of them; as in CloudWatch, `?` is ignored next to terms of another kind.
 */
export function compileTerms(pattern: string, offset: number): (message: string) => boolean {
  const required: ((message: string) => boolean)[] = []
  const excluded: typeof required = []
  const optional: typeof required = []
  terms.lastIndex = 0
  while (terms.lastIndex < pattern.length) {
    const start = terms.lastIndex
    const match = terms.exec(pattern)
    if (match === null)
      throw new FilterPatternError(`Unexpected text at position ${offset + start + 1}`)
    const [, sign, quoted, regex, word = ''] = match
    const term = quoted === undefined ? word : unquote(quoted)
    const group = sign === '-' ? excluded : sign === '?' ? optional : required
    group.push(regex === undefined ? (message) => message.includes(term) : matchRegex(regex))
  }
  if (required.length + excluded.length === 0) {
    return (message) => optional.some((matches) => matches(message))
  }
  return (message) =>
    required.every((matches) => matches(message)) && !excluded.some((matches) => matches(message))
}
