import { Notice } from '../components/notice.tsx'
import { Link } from '../routing/link.tsx'

export function NotFoundPage() {
  return (
    <Notice title="Page not found">
      <p>
        Go to <Link href="/">Services</Link> or <Link href="/traces">Traces</Link>. The URL of a
        trace is <code>/traces/</code> followed by its trace ID of 32 hex digits.
      </p>
    </Notice>
  )
}
