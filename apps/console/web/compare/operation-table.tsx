import type { ComparedOperation, PeriodComparison } from '../../src/contract/compare.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import type { PageLocation } from '../routing/location.ts'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { type Change, countChange, durationChange, errorChange } from './change-text.ts'
import css from './compare-page.module.css'
import { pageOfPeriod } from './compare-search.ts'
import { verdictOf } from './verdict.ts'

type Sides = Pick<ComparedOperation, 'now' | 'before'>

/** Operations with their values in both periods, largest change first. */
export function OperationTable({
  comparison,
  location,
}: {
  readonly comparison: PeriodComparison
  readonly location: PageLocation
}) {
  const { operations, operationCount, all } = comparison
  return (
    <>
      <Table
        label="Operations"
        columns={[
          { title: 'Operation' },
          { title: 'Verdict' },
          ...['Count', 'Errors', 'P50', 'P95', 'P99'].map((title) => ({ title, numeric: true })),
          { title: 'Traces' },
        ]}
      >
        {operations.map((one) => (
          <tr key={`${one.service}\n${one.operation}\n${one.kind}`}>
            <th scope="row" className={css.operation}>
              <strong>{one.operation}</strong>
              <small className={textCss.muted}>
                <ServiceMark service={one.service} /> {one.kind}
              </small>
            </th>
            <VerdictCell operation={one} />
            <Cells sides={one} />
            <td className={css.periodLinks}>
              {one.change !== 'removed' && (
                <Link
                  href={pageOfPeriod(location, '/traces', comparison.period, namesOf(one))}
                  aria-label={`Traces of ${one.operation} now`}
                >
                  now
                </Link>
              )}
              {one.change !== 'new' && (
                <Link
                  href={pageOfPeriod(location, '/traces', comparison.baseline, namesOf(one))}
                  aria-label={`Traces of ${one.operation} before`}
                >
                  before
                </Link>
              )}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">All requests</th>
          <td />
          <Cells sides={all} />
          <td />
        </tr>
      </Table>
      {operationCount > operations.length && (
        <p className={textCss.muted}>
          {operations.length} of {operationCount.toLocaleString('en')} operations, largest change
          first.
        </p>
      )}
    </>
  )
}

function VerdictCell({ operation }: { readonly operation: ComparedOperation }) {
  const { kind, text, evidence } = verdictOf(operation)
  return (
    <td className={textCss.wrap}>
      <b className={css[kind]}>{text}</b> <small className={textCss.muted}>{evidence}</small>
    </td>
  )
}

function Cells({ sides: { now, before } }: { readonly sides: Sides }) {
  const duration = (name: 'p50Nano' | 'p95Nano' | 'p99Nano') =>
    durationChange(now, before, { now: now[name], before: before[name] })
  return (
    <>
      <Cell change={countChange(now, before)} />
      <Cell
        change={errorChange(now, before)}
        className={now.errorCount > 0 ? textCss.failed : textCss.muted}
      />
      <Cell change={duration('p50Nano')} />
      <Cell change={duration('p95Nano')} />
      <Cell change={duration('p99Nano')} />
    </>
  )
}

function Cell({
  change,
  className,
}: {
  readonly change: Change
  readonly className?: string | undefined
}) {
  return (
    <td className={textCss.number}>
      <span className={className}>{change.now}</span>{' '}
      <small className={textCss.muted}>{change.before}</small>
    </td>
  )
}

function namesOf({ service, operation }: ComparedOperation) {
  return { service, operation }
}
