import { useInfiniteQuery } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { formatAge } from '../../src/format/instant.ts'
import { errorItemsQuery } from '../api/errors.ts'
import { shortenPath } from '../errors/culprit.ts'
import { Link } from '../routing/link.tsx'
import { Loading } from '../ui/loading.tsx'
import textCss from '../ui/text.module.css'
import css from './newest-errors.module.css'

const MAX_SHOWN = 6

/** The items that occurred last. */
export function NewestErrors({
  service,
  time,
}: {
  /** Every service by default. */
  readonly service?: string
  readonly time: TimeFilters
}) {
  const { data, isLoading } = useInfiniteQuery(
    errorItemsQuery({ ...(service !== undefined && { service }), ...time }),
  )
  if (isLoading) return <Loading what="errors" />
  const items = (data?.pages[0]?.items ?? []).slice(0, MAX_SHOWN)
  if (data !== undefined && items.length === 0) return <p className={textCss.muted}>No errors.</p>
  return (
    <ul className={css.list}>
      {items.map(({ fingerprint, title, culprit, occurrenceCount, lastSeenUnixNano }) => (
        <li key={fingerprint}>
          <Link href={`/errors/${encodeURIComponent(fingerprint)}`}>{title || fingerprint}</Link>
          <span className={textCss.muted}>
            {[shortenPath(culprit), `${occurrenceCount}×`, formatAge(lastSeenUnixNano)]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
