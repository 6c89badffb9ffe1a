import { type ExpressionTokens, literal } from './expression-tokens.ts'
import type { Facts } from './facts.ts'
import { FilterExpressionError } from './filter-expression-error.ts'

type ServiceTest = (service: Pick<Facts, 'name' | 'type'>) => boolean

/** `("a", id(name: "b", type: "c"))`: the selected services. */
export function serviceNames(tokens: ExpressionTokens, most: number): ServiceTest[] {
  tokens.expect('(')
  const tests: ServiceTest[] = []
  while (!tokens.take(')')) {
    if (tests.length > 0) tokens.expect(',')
    tests.push(tokens.take('id') ? byId(tokens) : byName(literal(tokens.next())))
  }
  if (tests.length > most) throw new FilterExpressionError(`Expected at most ${most} names`)
  return tests
}

function byName(name: string): ServiceTest {
  return (service) => service.name === name
}

function byId(tokens: ExpressionTokens): ServiceTest {
  tokens.expect('(')
  const tests: ServiceTest[] = []
  do {
    const field = tokens.take('name', 'type', 'account.id')
    if (field === undefined) throw new FilterExpressionError('Expected name, type or account.id')
    tokens.expect(':')
    const value = literal(tokens.next())
    // All data belongs to one account.
    if (field !== 'account.id') tests.push((service) => service[field] === value)
  } while (tokens.take(','))
  tokens.expect(')')
  return (service) => tests.every((test) => test(service))
}
