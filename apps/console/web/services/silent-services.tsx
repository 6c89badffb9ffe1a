import type { ServiceSummary } from '../../src/api/contract.ts'
import type { ServiceLedger } from '../../src/api/contract-ledgers.ts'
import type { ServiceMap } from '../../src/api/contract-service-map.ts'
import { countArrived } from '../../src/format/arrived.ts'
import { formatAge } from '../../src/format/instant.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { OwnLedger } from './own-ledger.tsx'
import { ServiceGlance } from './service-glance.tsx'

/** Services without spans, with their other signals and their delivery counters. */
export function SilentServices({
  names,
  services,
  ledgers,
  lastHour,
}: {
  readonly names: readonly string[]
  readonly services: readonly ServiceSummary[]
  readonly ledgers: readonly ServiceLedger[]
  readonly lastHour: ServiceMap | undefined
}) {
  return (
    <ul className="silent-services">
      {names.map((name) => {
        const ledger = ledgers.find(({ service }) => service === name)
        const arrived = services.find((service) => service.name === name)
        const glance = lastHour?.services.find((service) => service.name === name)
        return (
          <li key={name}>
            <ServiceMark service={name} />{' '}
            {arrived && (
              <>
                <span className="muted">
                  {countArrived(arrived)}, last {formatAge(arrived.lastSeenUnixNano)}
                </span>{' '}
                <Link
                  href={`/traces?service=${encodeURIComponent(name)}&spans=missing`}
                  aria-label={`Traces of ${name}`}
                >
                  traces
                </Link>{' '}
                <Link
                  href={`/runs?service=${encodeURIComponent(name)}`}
                  aria-label={`Runs of ${name}`}
                >
                  runs
                </Link>
              </>
            )}
            {glance && lastHour && <ServiceGlance glance={glance} steps={lastHour} />}
            {ledger !== undefined && <OwnLedger ledger={ledger} />}
          </li>
        )
      })}
    </ul>
  )
}
