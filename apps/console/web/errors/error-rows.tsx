import type { RefObject } from 'react'
import type { ErrorItem } from '../../src/contract/errors.ts'
import { formatAge, formatExactInstant } from '../../src/format/instant.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import textCss from '../ui/text.module.css'
import { shortenPath } from './culprit.ts'
import css from './errors-page.module.css'
import { OccurrenceBars } from './occurrence-bars.tsx'

/** One link per item. */
export function ErrorRows({
  items,
  query,
  listRef,
}: {
  readonly items: readonly ErrorItem[]
  /** Query string to keep on the page of an item. */
  readonly query: string
  readonly listRef: RefObject<HTMLOListElement | null>
}) {
  return (
    <div className={css.errorTable}>
      <div className={css.errorColumns} aria-hidden="true">
        <span>Item</span>
        <span>Over time</span>
        <span className={textCss.number}>Occurrences</span>
        <span className={textCss.number}>Last seen</span>
        <span className={textCss.number}>First seen</span>
      </div>
      <ol ref={listRef}>
        {items.map((item) => (
          <li key={item.fingerprint}>
            <ErrorRow item={item} query={query} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function ErrorRow({ item, query }: { readonly item: ErrorItem; readonly query: string }) {
  const { counter, title, level, services, environments, occurrenceCount } = item
  const path = `/errors/${encodeURIComponent(item.fingerprint)}`
  return (
    <Link className={css.errorRow} href={query === '' ? path : `${path}?${query}`} data-row>
      <span className={css.errorName}>
        <strong title={title}>{title}</strong>
        {item.culprit !== '' && (
          <code className={css.errorCulprit} title={item.culprit}>
            {shortenPath(item.culprit)}
          </code>
        )}
        <span className={`${css.errorFacts} ${textCss.muted}`}>
          <span>#{counter}</span>
          <span className={isSevere(level) ? textCss.failed : undefined}>{level}</span>
          {services.map((service) => (
            <ServiceMark key={service} service={service} />
          ))}
          <span>{environments.join(', ')}</span>
        </span>
      </span>
      <OccurrenceBars counts={item.counts} label="Occurrences over time" />
      <span className={textCss.number}>
        {occurrenceCount.toLocaleString('en')}
        <span className={css.unit}> {occurrenceCount === 1 ? 'occurrence' : 'occurrences'}</span>
      </span>
      <Seen unixNano={item.lastSeenUnixNano} what="last" />
      <Seen unixNano={item.firstSeenUnixNano} what="first" />
    </Link>
  )
}

function Seen({ unixNano, what }: { readonly unixNano: string; readonly what: string }) {
  const exact = formatExactInstant(unixNano)
  return (
    <time className={`${textCss.number} ${textCss.muted}`} dateTime={exact} title={exact}>
      <span className={css.unit}>{what} </span>
      {formatAge(unixNano)}
    </time>
  )
}

export function isSevere(level: string): boolean {
  return level === 'error' || level === 'critical'
}
