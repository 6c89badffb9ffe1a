import { FirstSteps } from '../components/first-steps.tsx'
import { Link } from '../routing/link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** Empty state of the query page. */
export function NoSpans({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState title="No matching spans">
        <p>
          Remove a filter, choose a longer time range, or <Link href="/query">show all spans</Link>.
        </p>
      </EmptyState>
    )
  return (
    <EmptyState title="No spans received in the last hour">
      <p>
        Show the <Link href="/query?since=1d">last day</Link> or the{' '}
        <Link href="/query?since=7d">last 7 days</Link>.
      </p>
      <FirstSteps />
    </EmptyState>
  )
}
