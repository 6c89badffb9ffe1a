import type { Condition } from '../../model/condition.ts'
import type { LedgerReader } from '../../model/ledger-reader.ts'
import type { CallFigures, ServiceMapReader, SignalCounts } from '../../model/service-map-reader.ts'
import type { SpanAnalysisReader, SpanFigures } from '../../model/span-analysis-reader.ts'
import type { RequestedRange } from '../time-range.ts'
import { countSpans } from './count-spans.ts'
import { spanSet } from './span-set.ts'

export interface ServiceMapReaders {
  readonly analysis: SpanAnalysisReader
  readonly serviceMap: ServiceMapReader
  readonly ledgers: Pick<LedgerReader, 'addresses'>
}

interface ServiceOverview {
  readonly name: string
  /** Requests that the service handled: its spans of kind server or consumer. */
  readonly requests: SpanFigures
  readonly requestCounts: readonly number[]
  readonly errorCounts: readonly number[]
  readonly p95Nanos: readonly (string | null)[]
  /** Rows received per signal. */
  readonly signals: Omit<SignalCounts, 'service'>
}

export interface ServiceMapResult {
  readonly startUnixNano: string
  readonly stepNano: string
  readonly stepCount: number
  readonly services: readonly ServiceOverview[]
  readonly calls: readonly CallFigures[]
}

const steps = 40
const maxServices = 50
const maxCalls = 500
/** Spans arrive seconds after they end: until then the callee of a call is not missing. */
const settledAfterMillis = 30_000
const nothing: SpanFigures = { count: 0, errorCount: 0, p50Nano: '0', p95Nano: '0', p99Nano: '0' }

const isKind = (value: string): Condition => ({
  ...{ op: 'compare', field: { kind: 'span-kind' }, comparison: '=', value },
})
const isRequest: Condition = { op: 'any', conditions: [isKind('server'), isKind('consumer')] }

/** Requests per service and calls between services; the last hour by default. */
export async function serviceMap(
  { analysis, serviceMap: reader, ledgers }: ServiceMapReaders,
  requested: RequestedRange,
  nowMillis = Date.now(),
): Promise<ServiceMapResult> {
  const { range } = spanSet(requested, nowMillis)
  const [count, signals, calls] = await Promise.all([
    countSpans(
      analysis,
      { ...requested, condition: isRequest, by: 'service', steps, limit: maxServices },
      nowMillis,
    ),
    reader.countSignals(range),
    reader.listCalls({
      ...{ range, limit: maxCalls },
      settledBeforeNano: BigInt(nowMillis - settledAfterMillis) * 1_000_000n,
      hosts: hostsOf(ledgers.addresses),
    }),
  ])
  const byService = new Map(count.groups.map((group) => [group.value, group]))
  return {
    startUnixNano: count.startUnixNano,
    stepNano: count.stepNano,
    stepCount: count.stepCount,
    services: signals.map(({ service, ...counts }) => {
      const group = byService.get(service)
      return {
        name: service,
        requests: group?.total ?? nothing,
        requestCounts: group?.counts ?? [],
        errorCounts: group?.errorCounts ?? [],
        p95Nanos: group?.p95Nanos ?? [],
        signals: counts,
      }
    }),
    calls,
  }
}

/** Services by the `host:port` of their address; every name of the loopback interface is one host. */
function hostsOf(addresses: ReadonlyMap<string, string>): Map<string, string> {
  const hosts = new Map<string, string>()
  for (const [service, address] of addresses) {
    const url = URL.parse(address)
    if (url === null) continue
    const host = /^(?:localhost|\[::1\])$/.test(url.hostname) ? '127.0.0.1' : url.hostname
    hosts.set(`${host}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`, service)
  }
  return hosts
}
