import { useQuery } from '@tanstack/react-query'
import type { ServiceCall } from '../../src/contract/service-map.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatCount, formatErrorRate } from '../../src/format/figures.ts'
import { serviceMapQuery } from '../api/service-map.ts'
import { ErrorCell } from '../components/error-cell.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { EstimateNote, SourceNote } from '../components/estimate-note.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { DEFAULT_SINCE, SinceField } from '../components/since-field.tsx'
import { Link } from '../routing/link.tsx'
import { text, useSearch } from '../routing/search-params.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { tracesOfCall } from './call-links.ts'
import { MapDrawing } from './map-drawing.tsx'

/** The service map with calls, errors and latency. */
export function MapPage() {
  const { search, set } = useSearch({ since: text })
  const since = search.since ?? DEFAULT_SINCE
  const { data, error } = useQuery(serviceMapQuery(since, true))
  return (
    <PageLayout
      title="Map"
      heading="Service map"
      actions={<SinceField value={since} onChoose={(value) => set({ since: value })} />}
    >
      {data === undefined && error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="the map" />}
      {data?.services.length === 0 && (
        <EmptyState title="No data in this time range">
          <FirstSteps />
        </EmptyState>
      )}
      {data !== undefined && data.services.length > 0 && (
        <>
          <ScrollRegion label="Map">
            <MapDrawing map={data} since={since} />
          </ScrollRegion>
          {data.calls.length === 0 ? (
            <p className={textCss.muted}>No calls between services in this time range.</p>
          ) : (
            <Calls calls={data.calls} since={since} />
          )}
          <EstimateNote
            figures={[...data.services.map(({ requests }) => requests), ...data.calls]}
          />
          <SourceNote services={data.services} />
        </>
      )}
    </PageLayout>
  )
}

function Calls({
  calls,
  since,
}: {
  readonly calls: readonly ServiceCall[]
  readonly since: string
}) {
  return (
    <Table
      label="Calls"
      columns={[
        { title: 'Caller' },
        { title: 'Callee' },
        ...['Calls', 'Errors', 'P50', 'P95'].map((title) => ({ title, numeric: true })),
        { title: 'Data' },
      ]}
    >
      {calls.map((call) => (
        <tr key={`${call.caller}\n${call.callee}\n${call.isService}`}>
          <td>
            <ServiceLink name={call.caller} />
          </td>
          <td>{call.isService ? <ServiceLink name={call.callee} /> : call.callee}</td>
          <td className={textCss.number}>{formatCount(call)}</td>
          <ErrorCell errorCount={call.errorCount}>{formatErrorRate(call)}</ErrorCell>
          <td className={textCss.number}>{formatDuration(BigInt(call.p50Nano))}</td>
          <td className={textCss.number}>{formatDuration(BigInt(call.p95Nano))}</td>
          <td>
            <Link
              href={tracesOfCall(call, since)}
              aria-label={`Traces from ${call.caller} to ${call.callee}`}
            >
              Traces
            </Link>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function ServiceLink({ name }: { readonly name: string }) {
  return (
    <Link href={`/services/${encodeURIComponent(name)}`}>
      <ServiceMark service={name} />
    </Link>
  )
}
