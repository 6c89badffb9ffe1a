import type { ServiceLedger } from '../../src/contract/ledgers.ts'
import type { Run } from '../../src/contract/runs.ts'
import type { ServiceMap, ServiceOverview } from '../../src/contract/service-map.ts'
import { summarizeLedger } from '../../src/format/ledger.ts'
import { type Condition, findCondition } from './service-condition.ts'

/** The values of a service in a time range; `undefined` without requests. */
export interface ServiceHealth {
  readonly name: string
  readonly overview: ServiceOverview | undefined
  readonly perMinute: number | undefined
  readonly errorRate: number | undefined
  readonly p50: number | undefined
  readonly p95: number | undefined
  readonly errorRates: readonly (number | null)[]
  readonly p95s: readonly (number | null)[]
  /** A lasting change for the worse; `undefined` when the service is well. */
  readonly condition: Condition | undefined
  readonly lastRun: Run | undefined
  readonly ledger: ServiceLedger | undefined
}

export const SORTS = ['name', 'rate', 'errors', 'p50', 'p95'] as const
export type ServiceSort = (typeof SORTS)[number]

export function toHealth(
  name: string,
  map: ServiceMap,
  runs: readonly Run[],
  ledgers: readonly ServiceLedger[],
  nowMillis = Date.now(),
): ServiceHealth {
  const overview = map.services.find((service) => service.name === name)
  const startMillis = Number(map.startUnixNano) / 1e6
  const endMillis = startMillis + (Number(map.stepNano) / 1e6) * map.stepCount
  const minutes = (Math.min(endMillis, nowMillis) - startMillis) / 60_000
  const requests = overview !== undefined && overview.requests.count > 0 ? overview : undefined
  const { count = 0, errorCount = 0 } = requests?.requests ?? {}
  const counts = requests?.requestCounts ?? []
  const errorRates = counts.map((total, step) =>
    total === 0 ? null : (requests?.errorCounts[step] ?? 0) / total,
  )
  const p95s = (requests?.p95Nanos ?? []).map((nanos) => (nanos === null ? null : Number(nanos)))
  return {
    name,
    overview,
    perMinute: requests && count / Math.max(1, minutes),
    errorRate: requests && errorCount / count,
    p50: requests && Number(requests.requests.p50Nano),
    p95: requests && Number(requests.requests.p95Nano),
    errorRates,
    p95s,
    condition: findCondition({ counts, errorRates, p95s }),
    lastRun: runs.find(({ service }) => service === name),
    ledger: ledgers.find(({ service }) => service === name),
  }
}

/** Highest values first, unless sorted by name; without a sort, services that are not well first. */
export function sortServices(
  services: readonly ServiceHealth[],
  sort: ServiceSort | undefined,
): ServiceHealth[] {
  const keys = {
    condition: ({ condition, errorRate = 0 }: ServiceHealth) =>
      (condition === undefined ? 0 : condition.kind === 'errors' ? 4 : 2) + errorRate,
    name: () => 0,
    rate: ({ perMinute }: ServiceHealth) => perMinute ?? -1,
    errors: ({ errorRate }: ServiceHealth) => errorRate ?? -1,
    p50: ({ p50 }: ServiceHealth) => p50 ?? -1,
    p95: ({ p95 }: ServiceHealth) => p95 ?? -1,
  }
  const key = keys[sort ?? 'condition']
  return [...services].sort((a, b) => key(b) - key(a) || (a.name < b.name ? -1 : 1))
}

/** Summary of the telemetry ledger of the service. */
export function describeDelivery(ledger: ServiceLedger | undefined): {
  readonly text: string
  readonly isBad: boolean
} {
  if (ledger === undefined || ledger.state === 'not_configured')
    return { text: 'unknown', isBad: false }
  if (ledger.state === 'unreachable') return { text: 'not reachable', isBad: false }
  return summarizeLedger(ledger.signals)
}

/** `0.5`, `12`, `1,200`. */
export function formatRate(perMinute: number): string {
  return perMinute < 10 ? perMinute.toFixed(1) : Math.round(perMinute).toLocaleString('en')
}
