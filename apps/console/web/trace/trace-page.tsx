import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Trace } from '../../src/contract/traces.ts'
import { ApiError } from '../api/client.ts'
import { traceQuery } from '../api/queries.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Link } from '../routing/link.tsx'
import { navigate } from '../routing/location.ts'
import { useSearch } from '../routing/search-params.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { FocusPath } from './focus-path.tsx'
import { SignalLists } from './signal-lists.tsx'
import { SpanDetail } from './span-detail.tsx'
import { TraceFindings, useTraceFindings } from './trace-findings.tsx'
import { TraceHeader } from './trace-header.tsx'
import css from './trace-page.module.css'
import { TRACE_PAGE_PARAMS } from './trace-params.ts'
import { traceTitle } from './trace-title.ts'
import { TraceTools } from './trace-tools.tsx'
import { useTraceKeys } from './use-trace-keys.ts'
import { useWaterfall, type Waterfall } from './use-waterfall.ts'
import { WaterfallView } from './waterfall-view.tsx'

const ADDRESS_DELAY_MILLIS = 150

/** One trace: its waterfall, and the details of the selected span. */
export function TracePage({ traceId }: { readonly traceId: string }) {
  const [megabytes, setMegabytes] = useState(0)
  const { data, error } = useQuery(traceQuery(traceId, setMegabytes))
  if (data !== undefined) return <LoadedTrace trace={data} />
  return (
    <PageLayout title="Trace" hideHeading>
      {error === null ? (
        <Loading what="trace" megabytes={megabytes} />
      ) : error instanceof ApiError && error.status === 404 ? (
        <EmptyState title="Trace not found">
          <p>
            No data was received for trace ID <code>{traceId}</code>. A new trace takes a few
            seconds to arrive; this page updates automatically. See{' '}
            <Link href="/traces">all traces</Link>.
          </p>
        </EmptyState>
      ) : (
        <ErrorNotice error={error} />
      )}
    </PageLayout>
  )
}

function LoadedTrace({ trace }: { readonly trace: Trace }) {
  const { search, set } = useSearch(TRACE_PAGE_PARAMS)
  const { focus = '' } = search
  const waterfall = useWaterfall(trace, {
    spanId: search.span ?? focus,
    text: search.q ?? '',
    focusId: focus,
    onFocus: (spanId) => set({ focus: spanId, span: spanId }),
  })
  const found = useTraceFindings(trace)
  useTraceKeys(waterfall)
  useAddress(waterfall)

  return (
    <section className={css.page} data-fills-window>
      <title>{`${traceTitle(trace)} · Cruddur console`}</title>
      <TraceHeader trace={trace} waterfall={waterfall} />
      <TraceFindings
        findings={found.findings}
        total={found.total}
        chosen={found.chosen}
        waterfall={waterfall}
      />
      {waterfall.scope.nodes.length === 0 ? (
        <div className={css.signals}>
          <SignalLists {...waterfall.signals.unplaced} />
        </div>
      ) : (
        <>
          <TraceTools waterfall={waterfall} />
          <FocusPath waterfall={waterfall} />
          <div className={css.panes}>
            <WaterfallView waterfall={waterfall} highlighted={found.highlighted} />
            {waterfall.selected !== undefined && (
              <SpanDetail node={waterfall.selected} waterfall={waterfall} />
            )}
          </div>
        </>
      )}
    </section>
  )
}

/** Keeps the selection and the search in the URL, so that it can be shared. */
function useAddress({ selected, text }: Waterfall): void {
  const { href: hrefOf } = useSearch(TRACE_PAGE_PARAMS)
  const href = hrefOf({ span: selected?.span.rowId, q: text })
  useEffect(() => {
    // Browsers limit the rate of URL changes, which a held key would exceed.
    const timer = setTimeout(() => navigate(href, { replace: true }), ADDRESS_DELAY_MILLIS)
    return () => clearTimeout(timer)
  }, [href])
}
