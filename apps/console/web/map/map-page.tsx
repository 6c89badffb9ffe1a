import { useQuery } from '@tanstack/react-query'
import type { ServiceCall } from '../../src/api/contract-service-map.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { serviceMapQuery } from '../api/service-map.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, FirstSteps, Notice } from '../components/notice.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { SelectField } from '../traces/filter-fields.tsx'
import { MapDrawing } from './map-drawing.tsx'
import './map-page.css'

const DEFAULT_SINCE = '1h'
const RANGES = [
  { value: '15m', label: 'Last 15 minutes' },
  { value: DEFAULT_SINCE, label: 'Last hour' },
  { value: '1d', label: 'Last day' },
  { value: '7d', label: 'Last 7 days' },
]

/** The service map with calls, errors and latency. */
export function MapPage() {
  const location = useLocation()
  const since = location.query.get('since') ?? DEFAULT_SINCE
  const { data, error } = useQuery(serviceMapQuery(since))
  return (
    <section className="map-page">
      <title>Map · Cruddur console</title>
      <h1>Service map</h1>
      <SelectField
        label="Time"
        value={since}
        options={
          RANGES.some(({ value }) => value === since)
            ? RANGES
            : [...RANGES, { value: since, label: `Last ${since}` }]
        }
        onChoose={(value) => navigate(withQuery(location, { since: value }))}
      />
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="the map" />}
      {data?.services.length === 0 && (
        <Notice title="No data in this time range">
          <FirstSteps />
        </Notice>
      )}
      {data !== undefined && data.services.length > 0 && (
        <>
          <ScrollRegion label="Map">
            <MapDrawing map={data} />
          </ScrollRegion>
          {data.calls.length === 0 ? (
            <p className="muted">No calls between services in this time range.</p>
          ) : (
            <Calls calls={data.calls} />
          )}
        </>
      )}
    </section>
  )
}

function Calls({ calls }: { readonly calls: readonly ServiceCall[] }) {
  return (
    <ScrollRegion className="map-calls" label="Calls">
      <table>
        <thead>
          <tr>
            <th scope="col">Caller</th>
            <th scope="col">Callee</th>
            {['Calls', 'Errors', 'P50', 'P95'].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calls.map(({ caller, callee, isService, count, errorCount, p50Nano, p95Nano }) => (
            <tr key={`${caller}\n${callee}\n${isService}`}>
              <td>
                <ServiceMark service={caller} />
              </td>
              <td>{isService ? <ServiceMark service={callee} /> : callee}</td>
              <td className="number">{count.toLocaleString('en')}</td>
              <td className={errorCount > 0 ? 'number failed' : 'number muted'}>
                {errorCount > 0 ? `${((100 * errorCount) / count).toFixed(1)} %` : 'none'}
              </td>
              <td className="number">{formatDuration(BigInt(p50Nano))}</td>
              <td className="number">{formatDuration(BigInt(p95Nano))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
