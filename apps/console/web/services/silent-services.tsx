import type { ServiceLedger } from '../../src/api/contract-ledgers.ts'
import type { ServiceMap } from '../../src/api/contract-service-map.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { OwnLedger } from './own-ledger.tsx'
import { ServiceGlance } from './service-glance.tsx'

/** Services without spans: their other signals of the last hour, and their ledger, which may say why. */
export function SilentServices({
  names,
  ledgers,
  lastHour,
}: {
  readonly names: readonly string[]
  readonly ledgers: readonly ServiceLedger[]
  readonly lastHour: ServiceMap | undefined
}) {
  return (
    <ul className="silent-services">
      {names.map((name) => {
        const ledger = ledgers.find(({ service }) => service === name)
        const glance = lastHour?.services.find((service) => service.name === name)
        return (
          <li key={name}>
            <ServiceMark service={name} />{' '}
            {glance && (
              <Link
                href={`/runs?service=${encodeURIComponent(name)}`}
                aria-label={`Runs of ${name}`}
              >
                runs
              </Link>
            )}
            {glance && lastHour && <ServiceGlance glance={glance} steps={lastHour} />}
            {ledger !== undefined && <OwnLedger ledger={ledger} />}
          </li>
        )
      })}
    </ul>
  )
}
