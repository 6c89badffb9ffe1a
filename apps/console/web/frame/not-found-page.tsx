import { Link } from '../routing/link.tsx'
import { PageLayout } from '../ui/page-layout.tsx'

export function NotFoundPage() {
  return (
    <PageLayout title="Page not found" width="text">
      <p data-empty-state>
        Go to <Link href="/">Services</Link> or <Link href="/traces">Traces</Link>. The URL of a
        trace is <code>/traces/</code> followed by its trace ID of 32 hex digits.
      </p>
    </PageLayout>
  )
}
