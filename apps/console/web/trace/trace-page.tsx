import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Trace } from '../../src/api/contract.ts'
import { ApiError } from '../api/client.ts'
import { traceQuery } from '../api/queries.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, Notice } from '../components/notice.tsx'
import { Link } from '../routing/link.tsx'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { FocusPath } from './focus-path.tsx'
import { SignalLists } from './signal-lists.tsx'
import { SpanDetail } from './span-detail.tsx'
import { TraceHeader } from './trace-header.tsx'
import { traceTitle } from './trace-title.ts'
import { TraceTools } from './trace-tools.tsx'
import { useTraceKeys } from './use-trace-keys.ts'
import { useWaterfall, type Waterfall } from './use-waterfall.ts'
import { WaterfallView } from './waterfall-view.tsx'
import './trace-page.css'

const ADDRESS_DELAY_MILLIS = 150

/** One trace: its waterfall, and what the selected span holds. */
export function TracePage({ traceId }: { readonly traceId: string }) {
  const [megabytes, setMegabytes] = useState(0)
  const { data, error } = useQuery(traceQuery(traceId, setMegabytes))
  if (data !== undefined) return <LoadedTrace trace={data} />
  if (error === null) return <Loading what="trace" megabytes={megabytes} />
  if (error instanceof ApiError && error.status === 404)
    return (
      <Notice title="No such trace">
        <p>
          Nothing has arrived with the id <code>{traceId}</code>. A trace that just ended takes a
          few seconds; this page keeps looking. Older ones may have been removed. See the{' '}
          <Link href="/traces">traces that are there</Link>.
        </p>
      </Notice>
    )
  return <ErrorNotice error={error} />
}

function LoadedTrace({ trace }: { readonly trace: Trace }) {
  const location = useLocation()
  const { query } = location
  const waterfall = useWaterfall(trace, {
    spanId: query.get('span') ?? query.get('focus') ?? '',
    text: query.get('q') ?? '',
    focusId: query.get('focus') ?? '',
    onFocus: (spanId) => navigate(withQuery(location, { focus: spanId, span: spanId })),
  })
  useTraceKeys(waterfall)
  useAddress(waterfall)

  return (
    <section className="trace-page">
      <title>{`${traceTitle(trace)} · Cruddur console`}</title>
      <TraceHeader trace={trace} waterfall={waterfall} />
      {waterfall.scope.nodes.length === 0 ? (
        <div className="spanless">
          <SignalLists {...waterfall.signals.unplaced} />
        </div>
      ) : (
        <>
          <TraceTools waterfall={waterfall} />
          <FocusPath waterfall={waterfall} />
          <div className="trace-panes">
            <WaterfallView waterfall={waterfall} />
            {waterfall.selected !== undefined && (
              <SpanDetail node={waterfall.selected} waterfall={waterfall} />
            )}
          </div>
        </>
      )}
    </section>
  )
}

/** The address follows the selection and the search, so that it can be handed on. */
function useAddress({ selected, text }: Waterfall): void {
  const location = useLocation()
  const href = withQuery(location, { span: selected?.span.spanId, q: text })
  useEffect(() => {
    // Browsers refuse too many changes of the address, as a held key would make.
    const timer = setTimeout(() => navigate(href, { replace: true }), ADDRESS_DELAY_MILLIS)
    return () => clearTimeout(timer)
  }, [href])
}
