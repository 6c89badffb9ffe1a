import { Notice } from '../components/notice.tsx'
import { Link } from '../routing/link.tsx'

export function NotFoundPage() {
  return (
    <Notice title="There is no such page">
      <p>
        See the <Link href="/">services</Link> or the <Link href="/traces">traces</Link>. The
        address of a trace is <code>/traces/</code> and its id of 32 hex digits.
      </p>
    </Notice>
  )
}
