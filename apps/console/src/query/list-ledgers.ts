import type { LedgerList, LedgerSearch, ServiceLedger } from '../contract/ledgers.ts'
import type { LedgerReader } from '../model/ledger-reader.ts'
import type { ServiceMapReader } from '../model/service-map-reader.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import { timeRange } from './time-range.ts'

export interface LedgerReaders {
  readonly reader: TelemetryReader
  readonly serviceMap: ServiceMapReader
  readonly ledgers: LedgerReader
}

/**
 * Every service that is configured or has data, or the named one, sorted by name.
 * The ledgers of services with an address are fetched in parallel.
 */
export async function listLedgers(
  { reader, serviceMap, ledgers }: LedgerReaders,
  { service: wanted }: LedgerSearch = {},
  nowMillis = Date.now(),
): Promise<LedgerList> {
  const known = await reader.listServices(timeRange({}, nowMillis))
  const services = new Set([...known.map(({ name }) => name), ...ledgers.addresses.keys()])
  const selected = [...services].filter((service) => wanted === undefined || service === wanted)
  return { ledgers: await Promise.all(selected.sort().map(readLedger)) }

  async function readLedger(service: string): Promise<ServiceLedger> {
    const url = ledgers.addresses.get(service)
    if (url === undefined) return { service, state: 'not_configured' }
    const result = await ledgers.read(service)
    if (result.state === 'unreachable') return { service, url, ...result }
    const { instanceId, startUnixNano, signals } = result.ledger
    const { toNano } = timeRange({}, nowMillis)
    // Stored rows are counted after the sent ones, so data in flight is not reported as missing.
    const stored = await serviceMap.countStored(service, {
      fromNano: BigInt(startUnixNano),
      toNano,
    })
    return {
      ...{ service, url, state: result.state, instanceId, startUnixNano },
      signals: signals.map((signal) => ({ ...signal, stored: stored[signal.name] })),
    }
  }
}
