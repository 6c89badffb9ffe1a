import type { ServiceSummary } from '../../api/contract.ts'
import type { ServiceLedger } from '../../api/contract-ledgers.ts'
import { countArrived } from '../../format/arrived.ts'
import { formatAge } from '../../format/instant.ts'
import { summarizeLedger } from '../../format/ledger.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

/**
 * One line per service: spans, those with an error and their share, when anything came last, its own
 * ledger; where that is not asked, a service without spans shows what else arrived.
 */
export function renderServiceList(
  services: readonly ServiceSummary[],
  ledgers: readonly ServiceLedger[],
  { columns, paint }: Terminal,
): string[] {
  const known = new Set(services.map(({ name }) => name))
  const silent = ledgers.filter(({ service }) => !known.has(service))
  const names = [...known, ...silent.map(({ service }) => service)].map(plain)
  const nameColumns = Math.max(7, widest(names, Math.min(columns - 60, 60)))
  const line = (name: string, figures: readonly string[], arrived?: string) => {
    const { text, isBad } = describe(
      ledgers.find(({ service }) => service === name),
      arrived,
    )
    const ledger = isBad ? paint('red', text) : text
    return [fit(plain(name), nameColumns), ...figures, ledger].join('  ').trimEnd()
  }
  const heading = [
    fit('SERVICE', nameColumns),
    fitRight('SPANS', 10),
    fitRight('ERRORS', 16),
    fit('LAST SEEN', 10),
    'OWN LEDGER',
  ]
  return [
    paint('dim', heading.join('  ')),
    ...services.map((service) => {
      const { name, spanCount, errorCount, lastSeenUnixNano } = service
      const share = spanCount === 0 ? '' : ` ${((100 * errorCount) / spanCount).toFixed(1)} %`
      const errors = fitRight(errorCount === 0 ? '-' : `${errorCount}${share}`, 16)
      const figures = [
        fitRight(spanCount === 0 ? '-' : spanCount.toLocaleString('en'), 10),
        errorCount === 0 ? errors : paint('red', errors),
        fit(formatAge(lastSeenUnixNano), 10),
      ]
      return line(name, figures, spanCount === 0 ? `only ${countArrived(service)}` : undefined)
    }),
    ...silent.map(({ service }) =>
      line(service, [fitRight('-', 10), fitRight('-', 16), fit('-', 10)]),
    ),
  ]
}

function describe(
  ledger: ServiceLedger | undefined,
  arrived = 'not asked',
): { text: string; isBad: boolean } {
  if (ledger?.state === 'reachable') return summarizeLedger(ledger.signals)
  if (ledger?.state === 'unreachable') return { text: 'not reachable', isBad: false }
  return { text: arrived, isBad: false }
}
