import type { MetricResult } from '../../src/contract/metrics.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { formatQuantity } from '../../src/format/quantity.ts'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { exemplarHref } from './exemplars.ts'
import css from './metrics.module.css'

const MAX_SHOWN = 10

/** The largest measurements with a trace. */
export function ExemplarTable({
  result,
  by,
}: {
  readonly result: MetricResult
  readonly by: string
}) {
  const { exemplars, unit } = result
  if (exemplars.length === 0) return null
  const largest = exemplars.toSorted((a, b) => b.value - a.value).slice(0, MAX_SHOWN)
  return (
    <section className={css.chart} aria-label="Exemplars">
      <div className={css.head}>
        <h2>Exemplars</h2>
        <span className={textCss.muted}>Measurements that have a trace, largest first</span>
      </div>
      <Table
        label="Exemplar table"
        columns={[
          { title: 'Value', numeric: true },
          { title: 'Time' },
          ...(by === '' ? [] : [{ title: by }]),
          { title: 'Trace' },
        ]}
      >
        {largest.map((exemplar) => (
          <tr key={`${exemplar.traceId} ${exemplar.timeUnixNano}`}>
            <td className={textCss.number}>{formatQuantity(exemplar.value, unit)}</td>
            <td title={formatExactInstant(exemplar.timeUnixNano)}>
              {formatTime(exemplar.timeUnixNano)}
            </td>
            {by !== '' && <td>{exemplar.group ?? '(absent)'}</td>}
            <td>
              <Link href={exemplarHref(exemplar)} className={css.trace}>
                {exemplar.traceId.slice(0, 8)}
              </Link>
            </td>
          </tr>
        ))}
      </Table>
    </section>
  )
}
