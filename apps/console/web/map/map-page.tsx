import { useQuery } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import type { ServiceCall } from '../../src/contract/service-map.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatCount, formatErrorRate } from '../../src/format/figures.ts'
import { serviceMapQuery } from '../api/service-map.ts'
import { ErrorCell } from '../components/error-cell.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { EstimateNote, SourceNote } from '../components/estimate-note.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { useSearch } from '../routing/search-params.ts'
import { inTime, TIME_PARAMS, withTime } from '../time/url-time.ts'
import { TimeRangeField } from '../traces/time-range-field.tsx'
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
  const { search, set } = useSearch(TIME_PARAMS)
  const time = withTime(search)
  const { data, error } = useQuery(serviceMapQuery(time, true))
  return (
    <PageLayout
      title="Map"
      heading="Service map"
      actions={<TimeRangeField search={time} bounded onChange={set} />}
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
            <MapDrawing map={data} time={time} />
          </ScrollRegion>
          {data.calls.length === 0 ? (
            <p className={textCss.muted}>No calls between services in this time range.</p>
          ) : (
            <Calls calls={data.calls} time={time} />
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
  time,
}: {
  readonly calls: readonly ServiceCall[]
  readonly time: TimeFilters
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
            <ServiceLink name={call.caller} time={time} />
          </td>
          <td>{call.isService ? <ServiceLink name={call.callee} time={time} /> : call.callee}</td>
          <td className={textCss.number}>{formatCount(call)}</td>
          <ErrorCell errorCount={call.errorCount}>{formatErrorRate(call)}</ErrorCell>
          <td className={textCss.number}>{formatDuration(BigInt(call.p50Nano))}</td>
          <td className={textCss.number}>{formatDuration(BigInt(call.p95Nano))}</td>
          <td>
            <Link
              href={tracesOfCall(call, time)}
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

function ServiceLink({ name, time }: { readonly name: string; readonly time: TimeFilters }) {
  return (
    <Link href={inTime(`/services/${encodeURIComponent(name)}`, time)}>
      <ServiceMark service={name} />
    </Link>
  )
}
