import { RE2JS } from 're2js'
import type { Condition, Field } from '../../model/condition.ts'
import { parseDuration } from '../duration.ts'
import { QueryError } from '../query-error.ts'
import { toField } from './fields.ts'
import type { TokenReader } from './token-reader.ts'
import { expected, type Token } from './tokens.ts'

const comparisons = ['=', '!=', '<=', '>=', '<', '>'] as const
const matches = { contains: 'contains', like: 'wildcard', '=~': 'regex' } as const
const operators = '=, !=, <, <=, >, >=, contains, like, =~, !~, exists or absent'
const reserved = new Set(['AND', 'OR', 'NOT'])
const numberPattern = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/**
 * One test: a field and what it must be like.
 *
 * - `key exists`, `key absent`
 * - `key = value`, `!=`, `<`, `<=`, `>`, `>=`: a number without quotes compares as a number, all else as text;
 *   `!=` is also true where there is no such attribute
 * - `key contains text` in any case, `key like "a*"` with `*` for any text, `key =~ "RE2"`, `key !~ "RE2"`
 *
 * A key is `service`, `operation`, `kind`, `status`, `status_message`, `duration`, `scope`, `trace_id`,
 * `span_id`, or an attribute of the span or its resource; in quotes it is always an attribute.
 */
export function readTest(tokens: TokenReader): Condition {
  const name = tokens.take()
  if ((name.kind !== 'word' && name.kind !== 'quoted') || isReserved(name) || name.text === '')
    throw expected('the name of a field, NOT or (', name)
  const field = toField(name.text, name.kind === 'quoted')
  if (tokens.takeIf('exists')) return { op: 'exists', field }
  if (tokens.takeIf('absent')) return { op: 'not', condition: { op: 'exists', field } }
  for (const comparison of comparisons)
    if (tokens.takeIf(comparison))
      return { op: 'compare', field, comparison, value: readValue(field, tokens) }
  const negated = tokens.takeIf('!~')
  const word = negated ? '=~' : (['contains', 'like', '=~'] as const).find(tokens.takeIf)
  if (word === undefined) throw expected(operators, tokens.next)
  const matched = readMatch(field, word, tokens)
  return negated ? { op: 'not', condition: matched } : matched
}

function readMatch(field: Field, word: keyof typeof matches, tokens: TokenReader): Condition {
  const token = takeValue(tokens, word === '=~' ? 'a regular expression' : 'a text')
  if (word === '=~') checkRegex(token)
  return { op: matches[word], field, value: token.text }
}

function readValue(field: Field, tokens: TokenReader): string | number {
  if (field.kind === 'duration') {
    const token = takeValue(tokens, 'a duration such as 250ms')
    return readDuration(token)
  }
  const token = takeValue(tokens, 'a value')
  if (field.kind === 'status' || field.kind === 'span-kind') return token.text.toLowerCase()
  return token.kind === 'word' && numberPattern.test(token.text) ? Number(token.text) : token.text
}

function takeValue(tokens: TokenReader, wanted: string): Token {
  const token = tokens.take()
  if ((token.kind !== 'word' && token.kind !== 'quoted') || isReserved(token))
    throw expected(wanted, token)
  return token
}

function readDuration(token: Token): number {
  try {
    return Number(parseDuration(token.text))
  } catch (error) {
    if (error instanceof QueryError) throw expected('a duration such as 250ms, 1.5s or 2h', token)
    throw error
  }
}

/** The engine reads the same language, but tells only that it could not. */
function checkRegex(token: Token): void {
  try {
    RE2JS.compile(token.text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new QueryError(
      'CON_QUERY_INVALID',
      `where: the regular expression at position ${token.position} is not valid RE2 syntax: ${reason}`,
    )
  }
}

function isReserved({ kind, text }: Token): boolean {
  return kind === 'word' && reserved.has(text.toUpperCase())
}
