import type { CountResult, CountSeries } from '../../src/api/contract-analysis.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { formatShare } from './measure.ts'

/** Counts and percentiles of all spans and of each group, with filter actions. */
export function CountTable({
  answer: { all, groups, groupCount },
  by,
  onFilter,
}: {
  readonly answer: CountResult
  readonly by: string
  readonly onFilter: (key: string, value: string | null, isExcluded: boolean) => void
}) {
  return (
    <ScrollRegion className="count-table" label="Values">
      <table>
        <thead>
          <tr>
            <th scope="col">{by === '' ? 'Spans' : by}</th>
            {['Count', 'Errors', 'P50', 'P95', 'P99'].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            {by !== '' && <th scope="col">Filter</th>}
          </tr>
        </thead>
        <tbody>
          {groups.map((group, index) => (
            <tr key={group.value ?? ''}>
              <th scope="row">
                <span className={`service-mark service-${index}`}>
                  <i className="dot" aria-hidden="true" />
                  {group.value ?? '(absent)'}
                </span>
              </th>
              <Figures series={group} />
              <td className="actions">
                <button
                  type="button"
                  className="quiet"
                  aria-label={`Only ${group.value ?? 'absent'}`}
                  onClick={() => onFilter(by, group.value, false)}
                >
                  only
                </button>
                <button
                  type="button"
                  className="quiet"
                  aria-label={`Not ${group.value ?? 'absent'}`}
                  onClick={() => onFilter(by, group.value, true)}
                >
                  not
                </button>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">All</th>
            <Figures series={all} />
            {by !== '' && <td />}
          </tr>
        </tbody>
      </table>
      {groupCount > groups.length && (
        <p className="muted">
          {groups.length} of {groupCount.toLocaleString('en')} groups, largest first.
        </p>
      )}
    </ScrollRegion>
  )
}

function Figures({ series: { total } }: { readonly series: CountSeries }) {
  const duration = (nanos: string) => (total.count === 0 ? '–' : formatDuration(BigInt(nanos)))
  return (
    <>
      <td className="number">{total.count.toLocaleString('en')}</td>
      <td className={total.errorCount > 0 ? 'number failed' : 'number muted'}>
        {total.errorCount > 0 ? formatShare(total.errorCount / total.count) : 'none'}
      </td>
      <td className="number">{duration(total.p50Nano)}</td>
      <td className="number">{duration(total.p95Nano)}</td>
      <td className="number">{duration(total.p99Nano)}</td>
    </>
  )
}
