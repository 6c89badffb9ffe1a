import { FirstSteps, Notice } from '../components/notice.tsx'
import { Link } from '../routing/link.tsx'

/** Stands where the figures would, and says what to do. */
export function NoSpans({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <Notice title="No span matches">
        <p>
          Take a filter away or choose a longer time, or <Link href="/query">see all spans</Link>.
        </p>
      </Notice>
    )
  return (
    <Notice title="No span arrived in the last hour">
      <p>
        Look at the <Link href="/query?since=1d">last day</Link> or the{' '}
        <Link href="/query?since=7d">last 7 days</Link>, or:
      </p>
      <FirstSteps />
    </Notice>
  )
}
