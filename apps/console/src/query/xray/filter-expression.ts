import { type ExpressionTokens, literal, readExpression } from './expression-tokens.ts'
import { factsCondition } from './facts-condition.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import type { FactsTest } from './keywords.ts'
import type { TraceFacts } from './trace-facts.ts'

type Test<Subject> = (subject: Subject) => boolean

const maxLength = 2_000

/**
 * Whether a trace matches an X-Ray filter expression: keywords, `annotation.key`, `service("name")`
 * and `edge("from", "to")` with conditions in braces, joined by AND, OR, NOT and parentheses.
 *
 * @throws FilterExpressionError when the expression does not follow the syntax.
 * @example
 * const matches = compileFilterExpression('service("user-activities") { fault } AND responsetime > 0.5')
 */
export function compileFilterExpression(expression: string): Test<TraceFacts> {
  if (expression.length > maxLength)
    throw new FilterExpressionError(`A filter expression has at most ${maxLength} characters`)
  const tokens = readExpression(expression)
  if (tokens.done) return () => true
  const test = either(tokens, () => traceCondition(tokens))
  if (!tokens.done) throw new FilterExpressionError(`Unexpected ${tokens.next()}`)
  return test
}

function either<Subject>(tokens: ExpressionTokens, condition: () => Test<Subject>): Test<Subject> {
  const alternatives = [both(tokens, condition)]
  while (tokens.take('OR')) alternatives.push(both(tokens, condition))
  return (subject) => alternatives.some((test) => test(subject))
}

function both<Subject>(tokens: ExpressionTokens, condition: () => Test<Subject>): Test<Subject> {
  const conditions = [one(tokens, condition)]
  while (tokens.take('AND')) conditions.push(one(tokens, condition))
  return (subject) => conditions.every((test) => test(subject))
}

function one<Subject>(tokens: ExpressionTokens, condition: () => Test<Subject>): Test<Subject> {
  if (tokens.take('!', 'NOT')) {
    const inside = one(tokens, condition)
    return (subject) => !inside(subject)
  }
  if (!tokens.take('(')) return condition()
  const inside = either(tokens, condition)
  tokens.expect(')')
  return inside
}

function traceCondition(tokens: ExpressionTokens): Test<TraceFacts> {
  if (tokens.take('service')) {
    const [isMeant = any] = serviceNames(tokens, 1)
    const test = braces(tokens)
    return ({ services }) => [...services.values()].some((facts) => isMeant(facts) && test(facts))
  }
  if (tokens.take('edge')) {
    const [isCaller = any, isCalled = any] = serviceNames(tokens, 2)
    const test = braces(tokens)
    return ({ calls, services }) =>
      calls.some(({ from, facts }) => {
        const caller = services.get(from)
        return caller !== undefined && isCaller(caller) && isCalled(facts) && test(facts)
      })
  }
  const test = factsCondition(tokens)
  return ({ facts }) => test(facts)
}

const any: FactsTest = () => true

/** `("a", id(name: "b", type: "c"))`: which services are meant. */
function serviceNames(tokens: ExpressionTokens, most: number): FactsTest[] {
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

function braces(tokens: ExpressionTokens): FactsTest {
  if (!tokens.take('{')) return any
  const test = either(tokens, () => factsCondition(tokens))
  tokens.expect('}')
  return test
}
