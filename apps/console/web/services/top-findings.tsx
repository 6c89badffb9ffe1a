import { useQuery } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { findingKinds } from '../../src/contract/finding-kinds.ts'
import { findingsQuery } from '../api/findings.ts'
import { Link } from '../routing/link.tsx'
import textCss from '../ui/text.module.css'
import css from './newest-errors.module.css'
import { MAX_GROUPS } from './use-service-findings.ts'

const MAX_SHOWN = 6

/** The most severe findings, without those that only inform. */
export function TopFindings({ time }: { readonly time: TimeFilters }) {
  const { data } = useQuery(findingsQuery({ ...time, limit: MAX_GROUPS }))
  const groups = data?.groups.filter(({ severity }) => severity !== 'info') ?? []
  if (data !== undefined && groups.length === 0)
    return (
      <p className={textCss.muted}>
        No findings in {data.examined.traces.toLocaleString('en')} traces.
      </p>
    )
  return (
    <ul className={css.list}>
      {groups.slice(0, MAX_SHOWN).map(({ kind, service, operation, traceCount }) => (
        <li key={`${kind}\n${service}\n${operation}`}>
          <Link href={`/findings?${new URLSearchParams({ kind, service, ...time })}`}>
            {findingKinds[kind].title}
          </Link>
          <span className={textCss.muted}>
            {[service, operation, `${traceCount.toLocaleString('en')}×`]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
