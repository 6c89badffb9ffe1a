import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ServiceSummary } from '../../src/api/contract.ts'
import type { ServiceLedger } from '../../src/api/contract-ledgers.ts'
import type { ServiceOverview } from '../../src/api/contract-service-map.ts'
import { formatAge, toDate } from '../../src/format/instant.ts'
import { ledgersQuery } from '../api/ledgers.ts'
import { servicesQuery } from '../api/queries.ts'
import { serviceMapQuery } from '../api/service-map.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, FirstSteps, Notice } from '../components/notice.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { Link } from '../routing/link.tsx'
import type { TimeSteps } from '../time/time-steps.ts'
import { OwnLedger } from './own-ledger.tsx'
import { ServiceGlance } from './service-glance.tsx'
import { SilentServices } from './silent-services.tsx'
import './services-page.css'

/** All services: those with spans, then those with other signals only. */
export function ServicesPage() {
  const { data, error } = useQuery(servicesQuery)
  const map = useQuery(serviceMapQuery('1h'))
  const lastHour = map.data
  const ledgers = useQuery(ledgersQuery).data?.ledgers ?? []
  const list = useRef<HTMLUListElement>(null)
  useListKeys(list)

  if (data === undefined)
    return error === null ? <Loading what="services" /> : <ErrorNotice error={error} />
  const sending = data.services.filter(({ spanCount }) => spanCount > 0)
  const others = [
    ...data.services.map(({ name }) => name),
    ...ledgers.map(({ service }) => service),
    ...(lastHour?.services ?? []).map(({ name }) => name),
  ]
  const silent = [...new Set(others).difference(new Set(sending.map(({ name }) => name)))].sort()
  const silentServices = (
    <SilentServices names={silent} services={data.services} ledgers={ledgers} lastHour={lastHour} />
  )
  if (sending.length === 0)
    return (
      <Notice title="No spans received yet">
        <FirstSteps />
        {silentServices}
      </Notice>
    )
  return (
    <section className="services-page">
      <title>Services · Cruddur console</title>
      <h1>Services</h1>
      <div className="service-columns" aria-hidden="true">
        <span>Service</span>
        <span className="number">Spans</span>
        <span className="number">Errors</span>
        <span className="number">Last seen</span>
      </div>
      <ul className="service-list" ref={list}>
        {sending.map((service) => (
          <ServiceRow
            key={service.name}
            {...service}
            glance={lastHour?.services.find(({ name }) => name === service.name)}
            steps={lastHour}
            isAwaited={map.isPending}
            ledger={ledgers.find((ledger) => ledger.service === service.name)}
          />
        ))}
      </ul>
      {silent.length > 0 && (
        <>
          <h2>Services without spans</h2>
          {silentServices}
        </>
      )}
      {error !== null && (
        <p role="status">The console is not reachable; these are the last known values.</p>
      )}
    </section>
  )
}

function ServiceRow({
  name,
  spanCount,
  errorCount,
  lastSeenUnixNano,
  glance,
  steps,
  isAwaited,
  ledger,
}: ServiceSummary & {
  readonly glance: ServiceOverview | undefined
  readonly steps: TimeSteps | undefined
  /** Reserves space while the summary loads. */
  readonly isAwaited: boolean
  readonly ledger: ServiceLedger | undefined
}) {
  const share = spanCount === 0 ? 0 : (100 * errorCount) / spanCount
  const service = encodeURIComponent(name)
  return (
    <li>
      <Link className="service-row" href={`/traces?service=${service}`} data-row>
        <ServiceMark service={name} />
        <span className="number">
          {spanCount.toLocaleString('en')}
          <span className="unit"> spans</span>
        </span>
        <span className={errorCount > 0 ? 'number failed' : 'number muted'}>
          {errorCount > 0 ? (
            `${errorCount.toLocaleString('en')} (${share.toFixed(1)} %)`
          ) : (
            <span className="bare">none</span>
          )}
          <span className="unit">{errorCount > 0 ? ' errors' : 'no errors'}</span>
        </span>
        <time className="number muted" dateTime={toDate(lastSeenUnixNano).toISOString()}>
          {formatAge(lastSeenUnixNano)}
        </time>
      </Link>
      <span className="service-links">
        {errorCount > 0 && (
          <Link
            href={`/traces?service=${service}&status=error`}
            aria-label={`Traces of ${name} with errors`}
          >
            errors
          </Link>
        )}
        <Link href={`/runs?service=${service}`} aria-label={`Runs of ${name}`}>
          runs
        </Link>
      </span>
      {glance && steps && <ServiceGlance glance={glance} steps={steps} />}
      {isAwaited && <div className="service-glance awaited" />}
      {ledger !== undefined && <OwnLedger ledger={ledger} />}
    </li>
  )
}
