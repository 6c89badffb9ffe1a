import type { Receiver } from '../../src/api/contract-admin.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'

const NAMES: Readonly<Record<Receiver['name'], string>> = {
  otlp: 'OTLP: spans and log records',
  xray: 'X-Ray: segments',
  'cloudwatch-logs': 'CloudWatch Logs: events',
  rollbar: 'Rollbar: occurrences',
}

/** Counters of each receiver since the start of the console. */
export function ReceiverTable({ receivers }: { readonly receivers: readonly Receiver[] }) {
  return (
    <section>
      <h2>Receivers</h2>
      <ScrollRegion className="receiver-table" label="Receivers">
        <table>
          <thead>
            <tr>
              <th scope="col">Receiver</th>
              {['Port', 'Received', 'Stored', 'Rejected', 'Dropped'].map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {receivers.map(({ name, port, received, stored, rejected, dropped }) => (
              <tr key={name}>
                <th scope="row">{NAMES[name]}</th>
                <td className="number">{port}</td>
                <td className="number">{received.toLocaleString('en')}</td>
                <td className="number">{stored.toLocaleString('en')}</td>
                <Trouble count={rejected} />
                <Trouble count={dropped} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function Trouble({ count }: { readonly count: number }) {
  return (
    <td className={count > 0 ? 'number failed' : 'number muted'}>
      {count > 0 ? count.toLocaleString('en') : 'none'}
    </td>
  )
}
