import type { MetricResult } from '../../src/contract/metrics.ts'
import { formatMetricValue, namedGroups } from '../../src/format/metric.ts'
import { formatQuantity } from '../../src/format/quantity.ts'
import { Button } from '../ui/button.tsx'
import { ACCENT_COLOR } from '../ui/colors.ts'
import { Swatch } from '../ui/swatch.tsx'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { colorOf, isDistribution, type Values } from './metric-series.ts'

type List = Values['values'] | undefined

/** The figures of each group, with filter actions. */
export function MetricTable({
  result,
  by,
  onFilter,
}: {
  readonly result: MetricResult
  readonly by: string
  readonly onFilter: (value: string | null, isExcluded: boolean) => void
}) {
  const columns = columnsOf(result)
  const groups = namedGroups<Values>(result)
  return (
    <Table
      label="Values"
      columns={[
        { title: by === '' ? 'Series' : by },
        ...columns.map(({ title }) => ({ title, numeric: true })),
        ...(by === '' ? [] : [{ title: 'Filter' }]),
      ]}
    >
      {groups.map((group, index) => (
        <tr key={group.name}>
          <th scope="row">
            <Swatch color={groups.length > 1 ? colorOf(group, by, index) : ACCENT_COLOR}>
              {group.name}
            </Swatch>
          </th>
          {columns.map(({ title, read }) => (
            <td key={title} className={textCss.number}>
              {read(group)}
            </td>
          ))}
          {by !== '' && (
            <td>
              {!group.isRest && (
                <FilterButtons
                  name={group.name}
                  onFilter={(isExcluded) =>
                    onFilter(result.groups[index]?.value ?? null, isExcluded)
                  }
                />
              )}
            </td>
          )}
        </tr>
      ))}
    </Table>
  )
}

function FilterButtons({
  name,
  onFilter,
}: {
  readonly name: string
  readonly onFilter: (isExcluded: boolean) => void
}) {
  return (
    <>
      <Button look="plain" size="small" aria-label={`Only ${name}`} onClick={() => onFilter(false)}>
        only
      </Button>
      <Button look="plain" size="small" aria-label={`Not ${name}`} onClick={() => onFilter(true)}>
        not
      </Button>
    </>
  )
}

interface Column {
  readonly title: string
  readonly read: (group: Values) => string
}

function columnsOf(result: MetricResult): readonly Column[] {
  const { type, unit } = result
  const quantity = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatQuantity(value, unit)
  const value = (one: number | null) =>
    one === null ? '–' : formatMetricValue(one, result, isDistribution(result))
  const rate: Column = { title: 'Last rate', read: ({ values }) => value(lastOf(values)) }
  const count: Column = {
    title: 'Count',
    read: ({ total = 0 }) => Math.round(total).toLocaleString('en'),
  }
  switch (type) {
    case 'counter':
      return [{ title: 'Total', read: ({ total = 0 }) => formatQuantity(total, unit) }, rate]
    case 'histogram':
      return [
        count,
        { title: 'P50', read: ({ p50 }) => quantity(p50) },
        { title: 'P95', read: ({ p95 }) => quantity(p95) },
        { title: 'P99', read: ({ p99 }) => quantity(p99) },
        rate,
      ]
    case 'summary':
      return [count, { title: 'Last mean', read: ({ means }) => quantity(lastOf(means)) }, rate]
    default:
      return [
        { title: 'Last', read: ({ values }) => value(lastOf(values)) },
        { title: 'Minimum', read: ({ values }) => value(extremeOf(values, Math.min)) },
        { title: 'Maximum', read: ({ values }) => value(extremeOf(values, Math.max)) },
      ]
  }
}

function lastOf(values: List): number | null {
  return values?.findLast((value) => value !== null) ?? null
}

function extremeOf(values: List, choose: (...values: number[]) => number): number | null {
  const known = (values ?? []).filter((value) => value !== null)
  return known.length === 0 ? null : choose(...known)
}
