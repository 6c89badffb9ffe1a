import type { ServiceCall } from '../../src/contract/service-map.ts'
import { printValue } from '../../src/query-language/print-where.ts'

/** URL of the traces with a call: those of the caller with a client span to the callee. */
export function tracesOfCall({ caller, callee, isService }: ServiceCall, since: string): string {
  const where = isService
    ? `service = ${printValue(callee)} AND (kind = server OR kind = consumer)`
    : `service = ${printValue(caller)} AND (kind = client OR kind = producer)`
  return `/traces?${new URLSearchParams({ service: isService ? callee : caller, where, since })}`
}
