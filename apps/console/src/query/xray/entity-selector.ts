import { readExpression } from './expression-tokens.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import { serviceNames } from './service-names.ts'
import type { Call, TraceFacts } from './trace-facts.ts'

export interface EntitySelector {
  readonly isEdge: boolean
  readonly isMeant: (trace: TraceFacts, call: Call) => boolean
}

/**
 * Which calls an entity selector means: `service("a")` those to a service, `edge("a", "b")` those
 * from one to another; nothing means every edge.
 * @throws FilterExpressionError
 */
export function compileEntitySelector(expression: string): EntitySelector {
  const tokens = readExpression(expression)
  if (tokens.done) return { isEdge: true, isMeant: () => true }
  const isEdge = tokens.take('edge') !== undefined
  if (!isEdge) tokens.expect('service')
  const names = serviceNames(tokens, isEdge ? 2 : 1)
  if (!tokens.done) throw new FilterExpressionError(`Unexpected ${tokens.next()}`)
  const [isCaller, isCalled] = isEdge ? names : [undefined, ...names]
  return {
    isEdge,
    isMeant: ({ services }, { from, facts }) => {
      const caller = services.get(from)
      const isFrom = isCaller === undefined || (caller !== undefined && isCaller(caller))
      return isFrom && (isCalled?.(facts) ?? true)
    },
  }
}
