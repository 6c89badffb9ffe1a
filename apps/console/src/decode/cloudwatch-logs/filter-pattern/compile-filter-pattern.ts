import { FilterPatternError } from './filter-pattern-error.ts'
import { compileJsonPattern } from './json-pattern.ts'
import { compilePositionalPattern } from './positional-pattern.ts'
import { compileTerms } from './term-pattern.ts'

export const maxFilterPatternLength = 1_024

/**
 * Compiles a CloudWatch Logs filter pattern: terms, `{ $.json }` or `[columns]`. An empty pattern
 * matches everything. Matching takes linear time.
 *
 * @throws FilterPatternError when the syntax is invalid.
 * @example
 * const matches = compileFilterPattern('{ $.level >= 50 && $.err.type = "Type*" }')
 */
export function compileFilterPattern(pattern: string): (message: string) => boolean {
  if (pattern.length > maxFilterPatternLength) {
    throw new FilterPatternError(
      `A pattern must have at most ${maxFilterPatternLength} characters (got ${pattern.length})`,
    )
  }
  const trimmed = pattern.trim()
  if (trimmed === '') return () => true
  const offset = pattern.length - pattern.trimStart().length
  if (trimmed.startsWith('{')) return compileJsonPattern(trimmed, offset)
  if (trimmed.startsWith('[')) return compilePositionalPattern(trimmed, offset)
  return compileTerms(trimmed, offset)
}
