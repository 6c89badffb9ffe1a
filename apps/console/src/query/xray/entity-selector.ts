import { readExpression } from './expression-tokens.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import type { CallGroup } from './service-graph.ts'
import { clientKey, readKey } from './service-key.ts'
import { serviceNames } from './service-names.ts'

export interface EntitySelector {
  readonly isEdge: boolean
  readonly isSelected: (group: CallGroup) => boolean
}

/**
 * The calls that an entity selector selects: `service("a")` calls to a service, `edge("a", "b")` calls
 * from one service to another; an empty selector selects every edge.
 * @throws FilterExpressionError
 */
export function compileEntitySelector(expression: string): EntitySelector {
  const tokens = readExpression(expression)
  if (tokens.done) return { isEdge: true, isSelected: () => true }
  const isEdge = tokens.take('edge') !== undefined
  if (!isEdge) tokens.expect('service')
  const names = serviceNames(tokens, isEdge ? 2 : 1)
  if (!tokens.done) throw new FilterExpressionError(`Unexpected ${tokens.next()}`)
  const [isCaller, isCalled] = isEdge ? names : [undefined, ...names]
  return {
    isEdge,
    isSelected: ({ from, to }) => {
      const isFrom = isCaller === undefined || (from !== clientKey && isCaller(readKey(from)))
      return isFrom && (isCalled?.(readKey(to)) ?? true)
    },
  }
}
