import type { ServiceLedger } from '../../contract/ledgers.ts'
import { formatAge } from '../../format/instant.ts'
import { countDropped, describeDropped, SIGNAL_LABELS } from '../../format/ledger.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight } from './cell.ts'

const COUNTS = ['ACCEPTED', 'SENT', 'QUEUED', 'DROPPED', 'STORED'] as const

/** One line per signal: its delivery counters, the stored rows and the outage of its backend. */
export function renderLedger(ledger: ServiceLedger, { paint }: Terminal): string[] {
  if (ledger.state === 'not_configured')
    return ['Not configured: set CONSOLE_SERVICES to the URL of this service.']
  if (ledger.state === 'unreachable')
    return [paint('red', `Not reachable at ${ledger.url}: ${plain(ledger.reason)}`)]
  const heading = [fit('SIGNAL', 13), ...COUNTS.map((name) => fitRight(name, 10)), 'TO']
  const lines = ledger.signals.flatMap((signal) => {
    const { name, accepted, sent, queued, stored, destination, outage } = signal
    const lost = countDropped(signal)
    const count = (value: number) => fitRight(value.toLocaleString('en'), 10)
    const line = [
      fit(SIGNAL_LABELS[name] ?? name, 13),
      ...[accepted, sent, queued].map(count),
      lost > 0 ? paint('red', count(lost)) : fitRight('-', 10),
      count(stored),
      plain(destination),
    ].join('  ')
    const notes = [
      ...(lost > 0 ? [`  dropped: ${plain(describeDropped(signal))}`] : []),
      ...(outage
        ? [`  failing since ${outage.since}, ${outage.attempts} attempts: ${plain(outage.reason)}`]
        : []),
    ]
    return [line, ...notes.map((note) => paint('red', note))]
  })
  const start = `${plain(ledger.service)}, started ${formatAge(ledger.startUnixNano)}`
  return [start, paint('dim', heading.join('  ')), ...lines]
}
