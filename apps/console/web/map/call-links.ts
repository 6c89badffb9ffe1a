import type { TimeFilters } from '../../src/contract/filters.ts'
import type { ServiceCall } from '../../src/contract/service-map.ts'
import { printValue } from '../../src/query-language/print-where.ts'

/** URL of the traces through a service, or with calls of something outside by its callers. */
export function tracesOfNode(
  name: string,
  isService: boolean,
  calls: readonly ServiceCall[],
  time: TimeFilters,
): string {
  if (isService) return `/traces?${new URLSearchParams({ service: name, ...time })}`
  const callers = new Set(
    calls.filter((call) => !call.isService && call.callee === name).map(({ caller }) => caller),
  )
  const tests = [...callers].map((caller) => `service = ${printValue(caller)}`)
  const where = `(${tests.join(' OR ')}) AND (kind = client OR kind = producer)`
  return `/traces?${new URLSearchParams({ where, ...time })}`
}

/** URL of the traces with a call: those of the caller with a client span to the callee. */
export function tracesOfCall(
  { caller, callee, isService }: ServiceCall,
  time: TimeFilters,
): string {
  const where = isService
    ? `service = ${printValue(callee)} AND (kind = server OR kind = consumer)`
    : `service = ${printValue(caller)} AND (kind = client OR kind = producer)`
  return `/traces?${new URLSearchParams({ service: isService ? callee : caller, where, ...time })}`
}
