import type { Arithmetic, Comparison, Expression } from '../../../model/insights-query.ts'
import { aggregateNames } from './functions.ts'
import { InsightsError } from './insights-error.ts'
import { createCallParser } from './parse-call.ts'
import { checkRegex } from './regex.ts'
import type { TokenReader } from './token-reader.ts'

const maxDepth = 40
const maxParts = 500
const comparisons: readonly string[] = ['=', '!=', '<=', '>=', '<', '>']
const keywords = new Set(['and', 'or', 'not', 'like', 'in', 'as', 'by', 'asc', 'desc'])

/** Aggregates take expressions of an event and cannot be nested. */
type Place = 'event' | 'stats' | 'aggregate'

/** Meaning of the names at a place of the query. */
export interface Scope {
  /** The only fields, after `stats`; undefined while events are read, whose fields are not known. */
  columns: ReadonlySet<string> | undefined
}

/**
 * Returns the parser of expressions of one query.
 * @throws InsightsError from each of its methods
 */
export function createExpressionParser(reader: TokenReader, scope: Scope) {
  const { peek, next, take, isAt, expect, expected } = reader
  const parseCall = createCallParser(reader, {
    parseArguments: (isOfStats) =>
      within(isOfStats ? 'aggregate' : place, () => parseArguments(isOfStats)),
    parseExpression: () => parseExpression(),
    isInStats: () => place === 'stats',
    field: (name, at) => field(name, at),
  })
  let depth = 0
  let parts = 0
  let place: Place = 'event'

  function within<Result>(inner: Place, parse: () => Result): Result {
    const outer = place
    place = inner
    const result = parse()
    place = outer
    return result
  }

  function parseExpression(): Expression {
    depth += 1
    if (depth > maxDepth)
      throw new InsightsError(`More than ${maxDepth} nested expressions`, peek())
    const [first, ...others] = separated('or', parseConjunction)
    depth -= 1
    return others.length === 0 ? first : { kind: 'any', conditions: [first, ...others] }
  }

  function parseConjunction(): Expression {
    const [first, ...others] = separated('and', parseNegation)
    return others.length === 0 ? first : { kind: 'all', conditions: [first, ...others] }
  }

  function parseNegation(): Expression {
    let isNegated = false
    while (take('not')) isNegated = !isNegated
    const condition = parseComparison()
    return isNegated ? { kind: 'not', condition } : condition
  }

  function parseComparison(): Expression {
    const value = parseArithmetic(0)
    if (take('=~')) return parseLike(value)
    const { kind, text } = peek()
    if (kind === 'symbol' && comparisons.includes(text)) {
      next()
      const right = parseArithmetic(0)
      return { kind: 'compare', operator: text as Comparison, left: value, right }
    }
    const isNegated = take('not')
    const condition = take('like') ? parseLike(value) : take('in') ? parseList(value) : undefined
    if (condition === undefined && isNegated) throw expected('like or in')
    if (condition === undefined) return value
    return isNegated ? { kind: 'not', condition } : condition
  }

  function parseLike(value: Expression): Expression {
    const literal = reader.takeRegex()
    if (literal === undefined) return { kind: 'contains', value, part: parseArithmetic(0) }
    checkRegex(literal.pattern, literal)
    return { kind: 'matches', value, regex: literal.pattern }
  }

  function parseList(value: Expression): Expression {
    expect('[')
    const list = separated(',', () => parseArithmetic(0))
    expect(']')
    return { kind: 'in', value, list }
  }

  function parseArithmetic(level: number): Expression {
    const operators = arithmeticLevels[level]
    if (operators === undefined) return parsePrimary()
    let left = parseArithmetic(level + 1)
    while (peek().kind === 'symbol' && operators.includes(peek().text)) {
      const operator = next().text as Arithmetic
      left = { kind: 'arithmetic', operator, left, right: parseArithmetic(level + 1) }
    }
    return left
  }

  function parsePrimary(): Expression {
    parts += 1
    const token = peek()
    if (parts > maxParts) throw new InsightsError(`More than ${maxParts} fields and values`, token)
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: next().text }
      case 'text':
        return { kind: 'text', value: next().text }
      case 'name':
        return field(next().text, token)
      case 'word': {
        const column = reader.takeCall(scope.columns)
        if (column !== undefined) return { kind: 'field', name: column }
        const word = token.text.toLowerCase()
        if (keywords.has(word)) throw expected('a field or a value')
        next()
        if (take('(')) return parseCall(word, token.from)
        if (word === 'true' || word === 'false') return { kind: 'text', value: word }
        return field(token.text, token)
      }
      default:
        return parseSigned()
    }
  }

  function parseSigned(): Expression {
    if (take('(')) {
      const inner = parseExpression()
      expect(')')
      return inner
    }
    if (!isAt('-')) throw expected('a field or a value')
    depth += 1
    if (depth > maxDepth)
      throw new InsightsError(`More than ${maxDepth} nested expressions`, peek())
    next()
    const value = parsePrimary()
    depth -= 1
    if (value.kind === 'number') return { kind: 'number', value: `-${value.value}` }
    const zero: Expression = { kind: 'number', value: '0' }
    return { kind: 'arithmetic', operator: '-', left: zero, right: value }
  }

  function field(name: string, at: { readonly from: number; readonly to: number }): Expression {
    if (place === 'stats')
      throw new InsightsError(`${name} must be an argument of ${aggregateNames.join(', ')}`, at)
    if (scope.columns && !scope.columns.has(name))
      throw new InsightsError(
        `Unknown field ${name}: after stats there are only ${[...scope.columns].join(', ')};`,
        at,
      )
    return { kind: 'field', name }
  }

  function parseArguments(allowsStar: boolean): Expression[] {
    if (take(')')) return []
    if (allowsStar && take('*')) {
      expect(')')
      return []
    }
    const args = separated(',', parseExpression)
    expect(')')
    return args
  }

  function separated<Part>(separator: string, parse: () => Part): [Part, ...Part[]] {
    const list: [Part, ...Part[]] = [parse()]
    while (take(separator)) list.push(parse())
    return list
  }

  return {
    parseExpression,
    /** A field, a value or a call. */
    parsePrimary,
    /** An expression of aggregates. */
    parseAggregate: () => within('stats', parseExpression),
    separated,
  }
}

/** From the weakest to the strongest binding. */
const arithmeticLevels: readonly (readonly string[])[] = [['+', '-'], ['*', '/', '%'], ['^']]
