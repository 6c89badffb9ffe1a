import { Fragment, type ReactNode } from 'react'
import type { MetricSummary } from '../../src/contract/metrics.ts'
import { formatAge, formatExactInstant } from '../../src/format/instant.ts'
import { typeLabel } from '../../src/format/metric.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import type { PageLocation } from '../routing/location.ts'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { metricHref } from './metric-search.ts'
import css from './metrics.module.css'

/** One row per metric and service. */
export function MetricList({
  metrics,
  location,
}: {
  readonly metrics: readonly MetricSummary[]
  readonly location: PageLocation
}) {
  const typesOf = Map.groupBy(metrics, ({ name }) => name)
  const isAmbiguous = (name: string) => new Set(typesOf.get(name)?.map(({ type }) => type)).size > 1
  return (
    <Table
      label="Metrics"
      columns={[
        { title: 'Metric' },
        { title: 'Service' },
        { title: 'Type' },
        { title: 'Unit' },
        { title: 'Series', numeric: true },
        { title: 'Last data point' },
      ]}
    >
      {metrics.map(({ name, service, type, kind, unit, description, ...metric }) => (
        <tr key={`${service} ${name} ${kind}`}>
          <th scope="row" className={css.metric}>
            <Link
              data-row
              href={metricHref(name, location, {
                service,
                ...(isAmbiguous(name) && { type }),
              })}
            >
              {breakable(name)}
            </Link>
            {description !== '' && <p className={textCss.muted}>{description}</p>}
          </th>
          <td>
            <ServiceMark service={service} />
          </td>
          <td>{typeLabel(type)}</td>
          <td>{unit}</td>
          <td className={textCss.number}>{metric.seriesCount.toLocaleString('en')}</td>
          <td title={formatExactInstant(metric.lastUnixNano)}>{formatAge(metric.lastUnixNano)}</td>
        </tr>
      ))}
    </Table>
  )
}

/** Lets a dotted name break after its dots before it breaks anywhere. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=[._/])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
