import type { LedgerSignal, ServiceLedger } from '../../src/contract/ledgers.ts'
import { formatAge } from '../../src/format/instant.ts'
import {
  countDropped,
  describeDropped,
  SIGNAL_LABELS,
  summarizeLedger,
} from '../../src/format/ledger.ts'
import { formatTime } from '../time/format-time.ts'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'

/** The delivery counters that the service reports for its own telemetry. */
export function DeliveryCounters({ ledger }: { readonly ledger: ServiceLedger | undefined }) {
  if (ledger === undefined || ledger.state === 'not_configured')
    return (
      <p className={textCss.muted}>
        Unknown. Add the service to <code>CONSOLE_SERVICES</code>.
      </p>
    )
  if (ledger.state === 'unreachable')
    return (
      <p className={textCss.muted}>
        Not reachable at {ledger.url}: {ledger.reason}
      </p>
    )
  const { text, isBad } = summarizeLedger(ledger.signals)
  return (
    <>
      <p className={isBad ? textCss.failed : textCss.muted}>
        {text.charAt(0).toUpperCase() + text.slice(1)}. Since the start{' '}
        {formatAge(ledger.startUnixNano)}, at {formatTime(ledger.startUnixNano)}.
      </p>
      <Table
        label={`Delivery counters of ${ledger.service}`}
        columns={[
          { title: 'Signal' },
          ...['Accepted', 'Sent', 'Queued', 'Dropped', 'Received'].map((title) => ({
            title,
            numeric: true,
          })),
          { title: 'Destination' },
        ]}
      >
        {ledger.signals.map((signal) => (
          <Signal key={signal.name} signal={signal} />
        ))}
      </Table>
    </>
  )
}

function Signal({ signal }: { readonly signal: LedgerSignal }) {
  const { name, accepted, sent, queued, stored, destination, outage } = signal
  const hasDropped = countDropped(signal) > 0
  return (
    <tr>
      <th scope="row">{SIGNAL_LABELS[name]}</th>
      <td className={textCss.number}>{accepted.toLocaleString('en')}</td>
      <td className={textCss.number}>{sent.toLocaleString('en')}</td>
      <td className={textCss.number}>{queued.toLocaleString('en')}</td>
      <td
        className={
          hasDropped ? `${textCss.number} ${textCss.failed}` : `${textCss.number} ${textCss.muted}`
        }
      >
        {hasDropped ? describeDropped(signal) : '0'}
      </td>
      <td className={textCss.number}>{stored.toLocaleString('en')}</td>
      <td className={textCss.wrap}>
        {destination}
        {outage !== undefined && (
          <p className={textCss.failed}>
            Unavailable since {formatTime(String(BigInt(Date.parse(outage.since)) * 1_000_000n))},{' '}
            {outage.attempts.toLocaleString('en')} attempts: {outage.reason}
          </p>
        )}
      </td>
    </tr>
  )
}
