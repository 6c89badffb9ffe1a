import type { LedgerReader, SignalBooks, SignalName } from '../model/ledger-reader.ts'
import type { ServiceMapReader } from '../model/service-map-reader.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import { timeRange } from './time-range.ts'

export interface LedgerReaders {
  readonly reader: TelemetryReader
  readonly serviceMap: ServiceMapReader
  readonly ledgers: LedgerReader
}

interface LedgerSignal extends SignalBooks {
  readonly name: SignalName
  /** What the console keeps of the service since that start. */
  readonly stored: number
}

/** A service's own books beside what the console has of it. */
export type ServiceLedger =
  | {
      readonly service: string
      readonly state: 'reachable'
      readonly url: string
      readonly instanceId: string
      readonly startUnixNano: string
      readonly signals: readonly LedgerSignal[]
    }
  | {
      readonly service: string
      readonly state: 'unreachable'
      readonly url: string
      readonly reason: string
    }
  | { readonly service: string; readonly state: 'not_configured' }

/**
 * Every service that is configured or of which anything arrived, or the one that is named, by name.
 * Those with an address are asked, all at once.
 */
export async function listLedgers(
  { reader, serviceMap, ledgers }: LedgerReaders,
  { service: wanted }: { readonly service?: string } = {},
  nowMillis = Date.now(),
): Promise<ServiceLedger[]> {
  const known = await reader.listServices(timeRange({}, nowMillis))
  const services = new Set([...known.map(({ name }) => name), ...ledgers.addresses.keys()])
  const asked = [...services].filter((service) => wanted === undefined || service === wanted)
  return await Promise.all(asked.sort().map(ask))

  async function ask(service: string): Promise<ServiceLedger> {
    const url = ledgers.addresses.get(service)
    if (url === undefined) return { service, state: 'not_configured' }
    const answer = await ledgers.read(service)
    if (answer.state === 'unreachable') return { service, url, ...answer }
    const { instanceId, startUnixNano, signals } = answer.ledger
    const { toNano } = timeRange({}, nowMillis)
    // What has arrived is counted after what was sent, so that nothing under way looks lost.
    const stored = await serviceMap.countStored(service, {
      fromNano: BigInt(startUnixNano),
      toNano,
    })
    return {
      ...{ service, url, state: answer.state, instanceId, startUnixNano },
      signals: Object.entries(signals).map(([name, books]) => ({
        name: name as SignalName,
        ...books,
        stored: stored[name as SignalName],
      })),
    }
  }
}
