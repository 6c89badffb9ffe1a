import type { Condition } from '../../model/condition.ts'
import { QueryError } from '../query-error.ts'
import { readTest } from './read-test.ts'
import { createTokenReader } from './token-reader.ts'
import { expected, readTokens } from './tokens.ts'

const maxCharacters = 4_000
const maxTests = 50
const maxDepth = 20

/**
 * Reads the query text of `where=`: tests of one span, joined by AND, OR, NOT and parentheses.
 *
 *     http.route = "/api/activities/home" AND (duration > 200ms OR status = error)
 *     db.system exists AND NOT http.response.status_code < 400
 *     operation like "GET *" OR exception.message contains timeout OR host.name =~ "^ip-10-"
 *
 * NOT binds strongest, then AND, then OR. {@link readTest} says what a test may be.
 * @throws QueryError that names the position and what is allowed there
 */
export function parseWhere(text: string): Condition {
  if (text.length > maxCharacters) throw tooMuch(`${maxCharacters} characters`)
  const tokens = createTokenReader(readTokens(text))
  let tests = 0

  const either = (depth: number): Condition => join('any', 'OR', () => both(depth))
  const both = (depth: number): Condition => join('all', 'AND', () => single(depth))

  function join(op: 'any' | 'all', word: string, read: () => Condition): Condition {
    const first = read()
    const conditions = [first]
    while (tokens.takeIf(word)) conditions.push(read())
    return conditions.length === 1 ? first : { op, conditions }
  }

  function single(depth: number): Condition {
    if (depth > maxDepth) throw tooMuch(`${maxDepth} levels of NOT and parentheses`)
    if (tokens.takeIf('NOT')) return { op: 'not', condition: single(depth + 1) }
    if (tokens.takeIf('(')) {
      const condition = either(depth + 1)
      if (!tokens.takeIf(')')) throw expected('AND, OR or )', tokens.next)
      return condition
    }
    tests += 1
    if (tests > maxTests) throw tooMuch(`${maxTests} tests`)
    return readTest(tokens)
  }

  const condition = either(0)
  if (tokens.next.kind !== 'end') throw expected('AND, OR or the end', tokens.next)
  return condition
}

function tooMuch(limit: string): QueryError {
  return new QueryError('CON_QUERY_INVALID', `where: a query has at most ${limit}`)
}
