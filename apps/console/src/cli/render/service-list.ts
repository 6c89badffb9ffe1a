import type { ServiceLedger } from '../../contract/ledgers.ts'
import type { ServiceOverview } from '../../contract/service-map.ts'
import type { ServiceSummary } from '../../contract/traces.ts'
import { countArrived } from '../../format/arrived.ts'
import { formatCount, formatErrors, formatPercentile, NOTHING } from '../../format/figures.ts'
import { formatAge } from '../../format/instant.ts'
import { summarizeLedger } from '../../format/ledger.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, WIDE_COLUMNS, widest } from './cell.ts'

/** The data of the service list. */
export interface Services {
  readonly services: readonly ServiceSummary[]
  /** Requests of the last hour. */
  readonly overviews: readonly ServiceOverview[]
  readonly ledgers: readonly ServiceLedger[]
}

const REQUESTS = 8
const ERRORS = 12
const DURATION = 8
const AGE = 10
const GAP = '  '

/**
 * One line per service: requests of the last hour with errors, P50 and P95, its last telemetry, its
 * delivery counters; without spans, the other signals. Narrow terminals leave out P50.
 */
export function renderServiceList(
  { services, overviews, ledgers }: Services,
  { columns, paint }: Terminal,
): string[] {
  const isWide = columns >= WIDE_COLUMNS
  const known = new Set(services.map(({ name }) => name))
  const silent = ledgers.filter(({ service }) => !known.has(service))
  const names = [...known, ...silent.map(({ service }) => service)].map(plain)
  const nameColumns = Math.max(7, widest(names, Math.min(columns - 60, isWide ? 60 : 16)))
  const durations = (p50: string, p95: string) =>
    [...(isWide ? [p50] : []), p95].map((text) => fitRight(text, DURATION))
  const line = (name: string, lastSeen: string, arrived?: string) => {
    const { requests } = overviews.find((overview) => overview.name === name) ?? {}
    const { count = 0, errorCount = 0, estimated = false } = requests ?? {}
    const { p50Nano = '0', p95Nano = '0' } = requests ?? {}
    const errors = fitRight(formatErrors({ count, errorCount, estimated }), ERRORS)
    const ledger = ledgers.find(({ service }) => service === name)
    const { text, isBad } = describe(ledger, arrived)
    return [
      fit(plain(name), nameColumns),
      fitRight(count === 0 ? NOTHING : formatCount({ count, estimated }), REQUESTS),
      errorCount === 0 ? errors : paint('red', errors),
      ...durations(formatPercentile(count, p50Nano), formatPercentile(count, p95Nano)),
      fit(lastSeen, AGE),
      isBad ? paint('red', text) : text,
    ]
      .join(GAP)
      .trimEnd()
  }
  const heading = [
    fit('SERVICE', nameColumns),
    fitRight('REQUESTS', REQUESTS),
    fitRight('ERRORS', ERRORS),
    ...durations('P50', 'P95'),
    fit('LAST SEEN', AGE),
    'DELIVERY',
  ]
  return [
    paint('dim', heading.join(GAP)),
    ...services.map((service) =>
      line(
        service.name,
        formatAge(service.lastSeenUnixNano),
        service.spanCount === 0 ? `only ${countArrived(service)}` : undefined,
      ),
    ),
    ...silent.map(({ service }) => line(service, NOTHING)),
  ]
}

function describe(
  ledger: ServiceLedger | undefined,
  arrived = 'not configured',
): { text: string; isBad: boolean } {
  if (ledger?.state === 'reachable') return summarizeLedger(ledger.signals)
  if (ledger?.state === 'unreachable') return { text: 'not reachable', isBad: false }
  return { text: arrived, isBad: false }
}
