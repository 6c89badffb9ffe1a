import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { findingKinds } from '../../src/contract/finding-kinds.ts'
import type { Finding } from '../../src/contract/findings.ts'
import type { Trace } from '../../src/contract/traces.ts'
import { countOf } from '../../src/format/count-of.ts'
import { traceFindingsQuery } from '../api/findings.ts'
import { SeverityTag } from '../findings/severity.tsx'
import { useSearch } from '../routing/search-params.ts'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import textCss from '../ui/text.module.css'
import css from './trace-findings.module.css'
import { TRACE_PAGE_PARAMS } from './trace-params.ts'
import type { Waterfall } from './use-waterfall.ts'

/** The findings of a trace, and the spans of the chosen kind. */
export function useTraceFindings({ traceId, endUnixNano }: Trace) {
  const { finding: chosen = '' } = useSearch(TRACE_PAGE_PARAMS).search
  const { data } = useQuery(traceFindingsQuery(traceId, endUnixNano))
  const highlighted = useMemo(
    () =>
      new Set(
        data?.findings.filter(({ kind }) => kind === chosen).flatMap(({ spans }) => spans) ?? [],
      ),
    [data, chosen],
  )
  return { findings: data?.findings ?? [], total: data?.findingCount ?? 0, chosen, highlighted }
}

/** The section of a trace that lists its findings; each can highlight its spans. */
export function TraceFindings({
  findings,
  total,
  chosen,
  waterfall,
}: {
  readonly findings: readonly Finding[]
  /** There may be more than these. */
  readonly total: number
  /** The kind whose spans are highlighted. */
  readonly chosen: string
  readonly waterfall: Waterfall
}) {
  const { search, set } = useSearch(TRACE_PAGE_PARAMS)
  if (findings.length === 0) return null
  const highlight = ({ kind, spans: [first] }: Finding) => {
    const node = waterfall.scope.nodes.find(({ span }) => span.rowId === first)
    if (chosen !== kind) waterfall.reveal(node)
    set(
      {
        finding: chosen === kind ? undefined : kind,
        span: node?.span.rowId ?? search.span,
      },
      { replace: true },
    )
  }
  return (
    <Disclosure
      className={css.findings}
      open={chosen !== ''}
      summary={
        <>
          {countOf(total, 'finding')}:{' '}
          {[...new Set(findings.map(({ kind }) => findingKinds[kind].title))].join(', ')}
        </>
      }
    >
      <ul>
        {findings.map((finding, index) => (
          <li key={`${finding.kind}-${index}`}>
            <p className={css.title}>
              <SeverityTag severity={finding.severity} />
              <strong>{findingKinds[finding.kind].title}</strong>
              {finding.spans.length > 0 && (
                <Button
                  look="plain"
                  aria-pressed={chosen === finding.kind}
                  onClick={() => highlight(finding)}
                >
                  Highlight {countOf(finding.spanCount, 'span')}
                </Button>
              )}
            </p>
            <p>{finding.reason}</p>
            <p className={textCss.muted}>{finding.advice}</p>
          </li>
        ))}
      </ul>
      {total > findings.length && (
        <p className={textCss.muted}>The first {findings.length} are shown.</p>
      )}
    </Disclosure>
  )
}
