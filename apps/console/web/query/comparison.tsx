import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { CompareResult, CompareSearch } from '../../src/contract/analysis.ts'
import { formatCount } from '../../src/format/figures.ts'
import { client } from '../api/client.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { countText } from '../components/list-status.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import textCss from '../ui/text.module.css'
import css from './comparison.module.css'
import { type Fact, mergeFacts } from './merge-facts.ts'

type Attribute = CompareResult['attributes'][number]

/** Attributes that differ most between the selected spans and all others. */
export function Comparison({
  search,
  onFilter,
  onZoom,
  onClose,
}: {
  readonly search: CompareSearch
  /** Zooms to the time range of the selection. */
  readonly onZoom: () => void
  readonly onFilter: (key: string, value: string | null, isExcluded: boolean) => void
  readonly onClose: () => void
}) {
  const { data, error } = useQuery({
    queryKey: ['compare', search],
    queryFn: ({ signal }) => client.compareBox(search, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const header = useRef<HTMLElement>(null)
  const isLoaded = data !== undefined
  // Scroll to the result, which may be below the visible part of the page.
  useEffect(() => {
    const bottom = header.current?.getBoundingClientRect().bottom ?? 0
    if (isLoaded && bottom > window.innerHeight) header.current?.scrollIntoView({ block: 'center' })
  }, [isLoaded])
  return (
    <section className={css.comparison} aria-labelledby="comparison-title">
      <header ref={header}>
        <h2 id="comparison-title">Differences in the selection</h2>
        <Button onClick={onZoom}>Zoom to selection</Button>
        <Button look="plain" onClick={onClose}>
          Close
        </Button>
      </header>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="the comparison" />}
      {data !== undefined && (
        <>
          <p className={textCss.muted} role="status">
            <i className={css.keySelected} aria-hidden="true" />
            {formatCount({ count: data.selectedCount, estimated: data.estimated })} spans selected,{' '}
            <i className={css.keyRest} aria-hidden="true" />
            {formatCount({ count: data.baselineCount, estimated: data.estimated })} others
          </p>
          <Facts attributes={data.attributes} onFilter={onFilter} />
        </>
      )}
    </section>
  )
}

function Facts({
  attributes,
  onFilter,
}: {
  readonly attributes: readonly Attribute[]
  readonly onFilter: (key: string, value: string | null, isExcluded: boolean) => void
}) {
  const { clear, weak } = mergeFacts(attributes)
  const list = (facts: readonly Fact[]) => (
    <ol className={css.compared} data-compared>
      {facts.map((fact) => (
        <ComparedAttribute key={fact.attribute.key} fact={fact} onFilter={onFilter} />
      ))}
    </ol>
  )
  return (
    <>
      {clear.length === 0 && <p>No attribute differs by 10% or more.</p>}
      {list(clear)}
      {weak.length > 0 && (
        <details className={css.weakFacts}>
          <summary>{countText(weak.length, 'other attribute')}</summary>
          {list(weak)}
        </details>
      )}
    </>
  )
}

function ComparedAttribute({
  fact: {
    attribute: { key, values },
    sameAs,
  },
  onFilter,
}: {
  readonly fact: Fact
  readonly onFilter: (key: string, value: string | null, isExcluded: boolean) => void
}) {
  return (
    <li>
      <h3>{key}</h3>
      {sameAs.length > 0 && (
        <p className={`${css.sameFacts} ${textCss.muted}`}>
          same as {sameAs.map((one) => one.key).join(', ')}
        </p>
      )}
      <ul>
        {values.map(({ value, selectedShare, baselineShare }) => (
          <li key={value ?? ''}>
            <span
              className={value === null ? `${css.value} ${textCss.muted}` : css.value}
              title={value ?? undefined}
            >
              {value ?? '(absent)'}
            </span>
            <span className={css.shares}>
              <i className={css.barSelected} style={{ width: `${100 * selectedShare}%` }} />
              <i className={css.barRest} style={{ width: `${100 * baselineShare}%` }} />
            </span>
            <span className={textCss.number}>
              {formatPercent(selectedShare)}{' '}
              <span className={textCss.muted}>/ {formatPercent(baselineShare)}</span>
            </span>
            <span className={css.actions}>
              <Button
                look="plain"
                size="small"
                aria-label={`Only ${key} ${value ?? 'absent'}`}
                onClick={() => onFilter(key, value, false)}
              >
                only
              </Button>
              <Button
                look="plain"
                size="small"
                aria-label={`Not ${key} ${value ?? 'absent'}`}
                onClick={() => onFilter(key, value, true)}
              >
                not
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}

function formatPercent(share: number): string {
  return `${Math.round(share * 100)}%`
}
