import { Link } from '../routing/link.tsx'
import { formatStep, type TimeSteps } from '../time/time-steps.ts'
import { zoomInto } from '../time/zoom.ts'
import type { Condition } from './service-condition.ts'
import css from './service-condition-note.module.css'

/** `Slower since 19:24:00` */
export function describeStart({ kind, sinceStep }: Condition, steps: TimeSteps): string {
  const since = sinceStep === undefined ? '' : ` since ${formatStep(steps, sinceStep)}`
  return `${kind === 'errors' ? 'Errors' : 'Slower'}${since}`
}

/** The condition of a service with links to its reasons. */
export function ConditionNote({
  service,
  condition,
  steps,
}: {
  readonly service: string
  readonly condition: Condition
  readonly steps: TimeSteps
}) {
  const { kind, sinceStep } = condition
  const all = zoomInto(steps, { first: 0, last: steps.stepCount - 1 })
  const later = zoomInto(steps, { first: sinceStep ?? 0, last: steps.stepCount - 1 })
  const [start, from, end] = [all.start ?? '', later.start ?? '', all.end ?? '']
  const failed = kind === 'errors'
  const traces = { service, start: from, ...(failed ? { status: 'error' } : { sort: 'longest' }) }
  const difference = { service, start, end, boxStart: from, boxEnd: end }
  return (
    <p className={failed ? `${css.note} ${css.errors}` : css.note}>
      <strong>{`${describeStart(condition, steps)}: ${condition.change}`}</strong>
      <Link href={`/traces?${new URLSearchParams(traces)}`}>
        {failed ? 'Failed traces' : 'Slowest traces'}
      </Link>
      {sinceStep !== undefined && (
        <Link href={`/query?${new URLSearchParams(difference)}`}>Compare with the time before</Link>
      )}
    </p>
  )
}
