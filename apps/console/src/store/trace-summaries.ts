import type { TraceSummaryRow } from '../model/telemetry-reader.ts'

/** A row of summarize-traces.sql: one service in a trace; times in nanoseconds. */
export interface ServiceInTrace {
  readonly traceId: string
  readonly service: string
  readonly spanCount: number
  readonly errorCount: number
  readonly startNano: string
  readonly endNano: string
  /** Of the service's first span, of those without a parent if there are any. */
  readonly firstIsChild: boolean
  readonly firstNano: string
  readonly firstDurationNano: string
  readonly firstOperation: string
  /** '' where the span has none. */
  readonly firstStatusCode: string
  readonly firstTarget: string
  /** '0' where none matches. */
  readonly lastMatchNano: string
}

/** One row of each trace, in no order. */
export function traceSummaries(rows: readonly ServiceInTrace[]): TraceSummaryRow[] {
  const byTrace = Map.groupBy(rows, ({ traceId }) => traceId)
  return Array.from(byTrace, ([traceId, services]) => {
    const root = services.reduce((first, next) => (isBefore(next, first) ? next : first))
    const start = least(services.map(({ startNano }) => BigInt(startNano)))
    const end = -least(services.map(({ endNano }) => -BigInt(endNano)))
    const extent = end > start ? end - start : 0n
    return {
      traceId,
      rootService: root.service,
      rootOperation: root.firstOperation,
      ...(root.firstStatusCode && { rootStatusCode: root.firstStatusCode }),
      ...(root.firstTarget && { rootTarget: root.firstTarget }),
      startUnixNano: String(start),
      durationNano: root.firstIsChild ? String(extent) : root.firstDurationNano,
      extentNano: String(extent),
      spanCount: sum(services.map(({ spanCount }) => spanCount)),
      errorCount: sum(services.map(({ errorCount }) => errorCount)),
      services: services
        .map(({ service, spanCount, errorCount }) => ({ name: service, spanCount, errorCount }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      lastMatchNano: String(-least(services.map(({ lastMatchNano }) => -BigInt(lastMatchNano)))),
    }
  })
}

function isBefore(a: ServiceInTrace, b: ServiceInTrace): boolean {
  if (a.firstIsChild !== b.firstIsChild) return b.firstIsChild
  return BigInt(a.firstNano) < BigInt(b.firstNano)
}

function least(values: readonly bigint[]): bigint {
  let found = values[0] ?? 0n
  for (const value of values) if (value < found) found = value
  return found
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}
