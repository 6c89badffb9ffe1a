import type { LedgerSignal, ServiceLedger } from '../../src/api/contract-ledgers.ts'
import { formatAge, formatInstant } from '../../src/format/instant.ts'
import {
  countDropped,
  describeDropped,
  SIGNAL_LABELS,
  summarizeLedger,
} from '../../src/format/ledger.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'
import './own-ledger.css'

/** The delivery counters that the service reports for its own telemetry. */
export function OwnLedger({ ledger }: { readonly ledger: ServiceLedger }) {
  if (ledger.state === 'not_configured')
    return (
      <p className="own-ledger muted">
        Delivery: unknown; add the service to <code>CONSOLE_SERVICES</code>
      </p>
    )
  if (ledger.state === 'unreachable')
    return (
      <p className="own-ledger muted">
        Delivery: not reachable at {ledger.url}: {ledger.reason}
      </p>
    )
  const { text, isBad } = summarizeLedger(ledger.signals)
  return (
    <details className="own-ledger">
      <summary>
        Delivery: <span className={isBad ? 'failed' : undefined}>{text}</span>
      </summary>
      <Figures ledger={ledger} />
    </details>
  )
}

function Figures({ ledger }: { readonly ledger: ServiceLedger & { state: 'reachable' } }) {
  const { service, startUnixNano, signals } = ledger
  return (
    <ScrollRegion className="own-ledger-figures" label={`Delivery counters of ${service}`}>
      <table>
        <caption className="muted">
          Since the start {formatAge(startUnixNano)}, at {formatInstant(startUnixNano)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Signal</th>
            {['Accepted', 'Sent', 'Queued', 'Dropped', 'Received'].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            <th scope="col">Destination</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <Signal key={signal.name} signal={signal} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Signal({ signal }: { readonly signal: LedgerSignal }) {
  const { name, accepted, sent, queued, stored, destination, outage } = signal
  const hasDropped = countDropped(signal) > 0
  return (
    <tr>
      <th scope="row">{SIGNAL_LABELS[name]}</th>
      <td className="number">{accepted.toLocaleString('en')}</td>
      <td className="number">{sent.toLocaleString('en')}</td>
      <td className="number">{queued.toLocaleString('en')}</td>
      <td className={hasDropped ? 'number failed' : 'number muted'}>
        {hasDropped ? describeDropped(signal) : 'none'}
      </td>
      <td className="number">{stored.toLocaleString('en')}</td>
      <td>
        {destination}
        {outage !== undefined && (
          <p className="failed">
            Unavailable since {formatInstant(String(BigInt(Date.parse(outage.since)) * 1_000_000n))}
            , {outage.attempts.toLocaleString('en')} attempts: {outage.reason}
          </p>
        )}
      </td>
    </tr>
  )
}
