import type { Receiver } from '../../src/contract/admin.ts'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import css from './data-page.module.css'

const NAMES: Readonly<Record<Receiver['name'], string>> = {
  otlp: 'OTLP: spans, log records and data points',
  xray: 'X-Ray: segments',
  'cloudwatch-logs': 'CloudWatch Logs: events',
  rollbar: 'Rollbar: occurrences',
}

/** Counters of each receiver since the start of the console. */
export function ReceiverTable({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const hasReasons = receivers.some(({ reasons }) => Object.keys(reasons).length > 0)
  return (
    <section className={css.dataSection}>
      <h2>Receivers</h2>
      <Table
        label="Receivers"
        columns={[
          { title: 'Receiver' },
          ...['Port', 'Received', 'Stored', 'Rejected', 'Dropped'].map((title) => ({
            title,
            numeric: true,
          })),
          ...(hasReasons ? [{ title: 'Reasons' }] : []),
        ]}
      >
        {receivers.map(({ name, port, received, stored, rejected, dropped, reasons }) => (
          <tr key={name}>
            <th scope="row">{NAMES[name]}</th>
            <td className={textCss.number}>{port}</td>
            <td className={textCss.number}>{received.toLocaleString('en')}</td>
            <td className={textCss.number}>{stored.toLocaleString('en')}</td>
            <Trouble count={rejected} />
            <Trouble count={dropped} />
            {hasReasons && <Reasons reasons={reasons} />}
          </tr>
        ))}
      </Table>
    </section>
  )
}

/** Rejected records by reason, most frequent first. */
function Reasons({ reasons }: { readonly reasons: Receiver['reasons'] }) {
  const sorted = Object.entries(reasons).sort(([, one], [, other]) => other - one)
  return (
    <td className={textCss.wrap}>
      {sorted.map(([reason, count]) => (
        <p key={reason}>
          {count.toLocaleString('en')} × {reason}
        </p>
      ))}
    </td>
  )
}

function Trouble({ count }: { readonly count: number }) {
  return (
    <td
      className={
        count > 0 ? `${textCss.number} ${textCss.failed}` : `${textCss.number} ${textCss.muted}`
      }
    >
      {count > 0 ? count.toLocaleString('en') : '0'}
    </td>
  )
}
