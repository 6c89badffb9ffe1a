import type { PeriodComparison } from '../../src/contract/compare.ts'
import { countOf } from '../../src/format/count-of.ts'
import { formatAge } from '../../src/format/instant.ts'
import { Link } from '../routing/link.tsx'
import type { PageLocation } from '../routing/location.ts'
import textCss from '../ui/text.module.css'
import css from './compare-page.module.css'
import { pageOfPeriod } from './compare-search.ts'

/** Rollbar items that occurred in the period but not in the baseline. */
export function NewErrors({
  comparison: { newErrors, period },
  location,
}: {
  readonly comparison: PeriodComparison
  readonly location: PageLocation
}) {
  return (
    <section aria-labelledby="new-errors-title">
      <h2 id="new-errors-title">New errors</h2>
      {newErrors.length === 0 && <p className={textCss.muted}>No new errors.</p>}
      <ul className={css.newErrors}>
        {newErrors.map(({ fingerprint, title, level, occurrenceCount, ...item }) => (
          <li key={fingerprint}>
            <Link
              href={pageOfPeriod(location, `/errors/${encodeURIComponent(fingerprint)}`, period)}
            >
              {title || fingerprint}
            </Link>
            <span className={textCss.muted}>
              {level}, {countOf(occurrenceCount, 'occurrence')}, last{' '}
              {formatAge(item.lastSeenUnixNano)}
              {BigInt(item.firstSeenUnixNano) >= BigInt(period.startUnixNano) &&
                ', first seen in this period'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
