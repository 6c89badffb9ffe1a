import type { ServiceCall } from '../../src/contract/service-map.ts'
import { printValue } from '../../src/query-language/print-where.ts'

/** URL of the traces through a service, or with calls of something outside by its callers. */
export function tracesOfNode(
  name: string,
  isService: boolean,
  calls: readonly ServiceCall[],
  since: string,
): string {
  if (isService) return `/traces?${new URLSearchParams({ service: name, since })}`
  const callers = new Set(
    calls.filter((call) => !call.isService && call.callee === name).map(({ caller }) => caller),
  )
  const tests = [...callers].map((caller) => `service = ${printValue(caller)}`)
  const where = `(${tests.join(' OR ')}) AND (kind = client OR kind = producer)`
  return `/traces?${new URLSearchParams({ where, since })}`
}

/** URL of the traces with a call: those of the caller with a client span to the callee. */
export function tracesOfCall({ caller, callee, isService }: ServiceCall, since: string): string {
  const where = isService
    ? `service = ${printValue(callee)} AND (kind = server OR kind = consumer)`
    : `service = ${printValue(caller)} AND (kind = client OR kind = producer)`
  return `/traces?${new URLSearchParams({ service: isService ? callee : caller, where, since })}`
}
