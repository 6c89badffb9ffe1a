import type { CountResult, CountSeries } from '../../src/contract/analysis.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatCount, formatErrorRate } from '../../src/format/figures.ts'
import { ErrorCell } from '../components/error-cell.tsx'
import { EstimateNote } from '../components/estimate-note.tsx'
import { Button } from '../ui/button.tsx'
import { Swatch } from '../ui/swatch.tsx'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { groupColor } from './count-chart.tsx'

/** Counts and percentiles of all spans and of each group, with filter actions. */
export function CountTable({
  result: { all, groups, groupCount },
  by,
  onFilter,
}: {
  readonly result: CountResult
  readonly by: string
  readonly onFilter: (key: string, value: string | null, isExcluded: boolean) => void
}) {
  return (
    <>
      <Table
        label="Values"
        columns={[
          { title: by === '' ? 'Spans' : by },
          ...['Count', 'Errors', 'P50', 'P95', 'P99'].map((title) => ({ title, numeric: true })),
          ...(by === '' ? [] : [{ title: 'Filter' }]),
        ]}
      >
        {groups.map((group, index) => (
          <tr key={group.value ?? ''}>
            <th scope="row">
              <Swatch color={groupColor(by, group.value, index)}>
                {group.value ?? '(absent)'}
              </Swatch>
            </th>
            <Figures series={group} />
            <td>
              <Button
                look="plain"
                size="small"
                aria-label={`Only ${group.value ?? 'absent'}`}
                onClick={() => onFilter(by, group.value, false)}
              >
                only
              </Button>
              <Button
                look="plain"
                size="small"
                aria-label={`Not ${group.value ?? 'absent'}`}
                onClick={() => onFilter(by, group.value, true)}
              >
                not
              </Button>
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">All</th>
          <Figures series={all} />
          {by !== '' && <td />}
        </tr>
      </Table>
      <EstimateNote figures={[all.total]} />
      {groupCount > groups.length && (
        <p className={textCss.muted}>
          {groups.length} of {groupCount.toLocaleString('en')} groups, largest first.
        </p>
      )}
    </>
  )
}

function Figures({ series: { total } }: { readonly series: CountSeries }) {
  const duration = (nanos: string) => (total.count === 0 ? '–' : formatDuration(BigInt(nanos)))
  return (
    <>
      <td className={textCss.number}>{formatCount(total)}</td>
      <ErrorCell errorCount={total.errorCount}>{formatErrorRate(total)}</ErrorCell>
      <td className={textCss.number}>{duration(total.p50Nano)}</td>
      <td className={textCss.number}>{duration(total.p95Nano)}</td>
      <td className={textCss.number}>{duration(total.p99Nano)}</td>
    </>
  )
}
