import { type ExpressionTokens, literal } from './expression-tokens.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import type { FactsTest } from './keywords.ts'

/** `("a", id(name: "b", type: "c"))`: which services are meant. */
export function serviceNames(tokens: ExpressionTokens, most: number): FactsTest[] {
  tokens.expect('(')
  const tests: FactsTest[] = []
  while (!tokens.take(')')) {
    if (tests.length > 0) tokens.expect(',')
    tests.push(tokens.take('id') ? byId(tokens) : byName(literal(tokens.next())))
  }
  if (tests.length > most) throw new FilterExpressionError(`Expected at most ${most} names`)
  return tests
}

function byName(name: string): FactsTest {
  return (facts) => facts.name === name
}

function byId(tokens: ExpressionTokens): FactsTest {
  tokens.expect('(')
  const tests: FactsTest[] = []
  do {
    const field = tokens.take('name', 'type', 'account.id')
    if (field === undefined) throw new FilterExpressionError('Expected name, type or account.id')
    tokens.expect(':')
    const value = literal(tokens.next())
    // All that is here is of one account.
    if (field !== 'account.id') tests.push((facts) => facts[field] === value)
  } while (tokens.take(','))
  tokens.expect(')')
  return (facts) => tests.every((test) => test(facts))
}
