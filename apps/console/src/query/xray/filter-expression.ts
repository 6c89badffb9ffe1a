import { type ExpressionTokens, readExpression } from './expression-tokens.ts'
import { factsCondition } from './facts-condition.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import { type NamedGroup, takeGroup } from './group-condition.ts'
import type { FactsTest } from './keywords.ts'
import { rootCauseCondition } from './root-cause-condition.ts'
import { serviceNames } from './service-names.ts'
import type { TraceFacts } from './trace-facts.ts'

type Test<Subject> = (subject: Subject) => boolean

const maxLength = 2_000

/**
 * Whether a trace matches an X-Ray filter expression: keywords, `annotation.key`, `service("name")`,
 * `edge("from", "to")` and `rootcause.fault.service` with conditions in braces, joined by AND, OR,
 * NOT and parentheses; adjacent conditions are combined with AND. `group.name` refers to these groups.
 *
 * @throws FilterExpressionError when the expression does not follow the syntax.
 * @example
 * const matches = compileFilterExpression('service("user-activities") { fault } AND responsetime > 0.5')
 */
export function compileFilterExpression(
  expression: string,
  groups: readonly NamedGroup[] = [],
): Test<TraceFacts> {
  if (expression.length > maxLength)
    throw new FilterExpressionError(`A filter expression must have at most ${maxLength} characters`)
  const tokens = readExpression(expression)
  if (tokens.done) return () => true
  const test = either(tokens, () => traceCondition(tokens, groups))
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
  while (tokens.take('AND') || !(tokens.done || tokens.ahead('OR', ')', '}')))
    conditions.push(one(tokens, condition))
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

const any: FactsTest = () => true

function traceCondition(tokens: ExpressionTokens, groups: readonly NamedGroup[]): Test<TraceFacts> {
  if (tokens.take('service')) {
    const [isSelected = any] = serviceNames(tokens, 1)
    const test = braces(tokens)
    return ({ services }) =>
      [...services.values()].some((facts) => isSelected(facts) && test(facts))
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
  const rootCause = rootCauseCondition(tokens, braces)
  if (rootCause) return rootCause
  const ofGroup = takeGroup(tokens, groups)
  if (ofGroup !== undefined) return compileFilterExpression(ofGroup)
  const test = factsCondition(tokens)
  return ({ facts }) => test(facts)
}

function braces(tokens: ExpressionTokens): FactsTest {
  if (!tokens.take('{')) return any
  const test = either(tokens, () => factsCondition(tokens))
  tokens.expect('}')
  return test
}
