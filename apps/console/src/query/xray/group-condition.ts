import { type ExpressionTokens, literal } from './expression-tokens.ts'
import { FilterExpressionError } from './filter-expression-error.ts'

/** The values of `group.name` and `group.arn`. */
export interface NamedGroup {
  readonly name: string
  readonly arn: string
  readonly filterExpression: string
}

/** `group.name = "slow"`, `group.arn = "arn:…"`: the filter expression of the group; undefined for other expressions. */
export function takeGroup(
  tokens: ExpressionTokens,
  groups: readonly NamedGroup[],
): string | undefined {
  const keyword = tokens.take('group.name', 'group.arn')
  if (keyword === undefined) return undefined
  tokens.expect('=')
  const value = literal(tokens.next())
  const group = groups.find(({ name, arn }) => (keyword === 'group.name' ? name : arn) === value)
  if (group !== undefined) return group.filterExpression
  if (keyword === 'group.name' && value === 'Default') return ''
  throw new FilterExpressionError(`Unknown group ${value}`)
}
