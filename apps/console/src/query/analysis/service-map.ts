import type { CountResult } from '../../contract/analysis.ts'
import type { TimeFilters } from '../../contract/filters.ts'
import type { ServiceMap, ServiceMapSearch } from '../../contract/service-map.ts'
import type { Condition } from '../../model/condition.ts'
import type { LedgerReader } from '../../model/ledger-reader.ts'
import type { MetricReader } from '../../model/metric-reader.ts'
import type { ServiceMapReader } from '../../model/service-map-reader.ts'
import { noFigures, type SpanAnalysisReader } from '../../model/span-analysis-reader.ts'
import { countSpans } from './count-spans.ts'
import { type RequestSeries, requestMetrics } from './request-metrics.ts'
import { spanSet } from './span-set.ts'
import { firstWithData } from './time-steps.ts'

export interface ServiceMapReaders {
  readonly analysis: SpanAnalysisReader
  readonly serviceMap: ServiceMapReader
  readonly metrics: MetricReader
  readonly ledgers: Pick<LedgerReader, 'addresses'>
}

const steps = 40
const maxServices = 50
const maxCalls = 500
/** Spans arrive seconds after they end: until then the callee of a call is not missing. */
const settledAfterMillis = 30_000

const isKind = (value: string): Condition => ({
  ...{ op: 'compare', field: { kind: 'span-kind' }, comparison: '=', value },
})
const isRequest: Condition = { op: 'any', conditions: [isKind('server'), isKind('consumer')] }

/**
 * Requests per service and calls between services; the last hour by default. The steps begin with the first
 * request when the data is younger than the range.
 */
export async function serviceMap(
  { analysis, serviceMap: reader, ledgers, metrics }: ServiceMapReaders,
  { calls: withCalls = true, ...requested }: ServiceMapSearch,
  nowMillis = Date.now(),
): Promise<ServiceMap> {
  const { range } = spanSet(requested, nowMillis)
  const countRequests = (over: TimeFilters) =>
    countSpans(
      analysis,
      { ...over, condition: isRequest, by: 'service', steps, limit: maxServices },
      nowMillis,
    )
  const [calls, whole, signals] = await Promise.all([
    // Takes as long as the others together, so it starts first.
    withCalls
      ? reader.listCalls({
          ...{ range, limit: maxCalls },
          settledBeforeNano: BigInt(nowMillis - settledAfterMillis) * 1_000_000n,
          hosts: hostsOf(ledgers.addresses),
        })
      : [],
    countRequests(requested),
    reader.countSignals(range),
  ])
  const fitted = fitToData(requested, whole)
  const count = fitted === requested ? whole : await countRequests(fitted)
  const byService = new Map(count.groups.map((group) => [group.value ?? '', group]))
  const sampled = await readSampled(analysis, metrics, fitted, count, nowMillis)
  return {
    startUnixNano: count.startUnixNano,
    stepNano: count.stepNano,
    stepCount: count.stepCount,
    services: signals.map(({ service, ...counts }) => {
      const measured = sampled.get(service)
      if (measured !== undefined)
        return { name: service, source: 'metrics', ...measured, signals: counts }
      const group = byService.get(service)
      return {
        ...{ name: service, source: 'spans' },
        requests: group?.total ?? noFigures,
        requestCounts: group?.counts ?? [],
        errorCounts: group?.errorCounts ?? [],
        p95Nanos: group?.p95Nanos ?? [],
        signals: counts,
      }
    }),
    calls,
  }
}

/** Without a requested start, rates and trends begin with the first request when most before it is empty. */
function fitToData(
  requested: TimeFilters,
  { startUnixNano, stepNano, stepCount, all }: CountResult,
): TimeFilters {
  const steps = { startNano: BigInt(startUnixNano), stepNano: BigInt(stepNano), stepCount }
  const firstNano = firstWithData(
    steps,
    all.counts.findIndex((count) => count > 0),
  )
  if (requested.start !== undefined || firstNano === undefined) return requested
  const { since: _since, ...others } = requested
  return { ...others, start: new Date(Number(firstNano / 1_000_000n)).toISOString() }
}

/** Measured requests of services whose spans are sampled. Only spans count consumed messages. */
async function readSampled(
  analysis: SpanAnalysisReader,
  metrics: MetricReader,
  requested: TimeFilters,
  count: CountResult,
  nowMillis: number,
): Promise<ReadonlyMap<string, RequestSeries>> {
  const sampled = count.groups
    .filter(({ total }) => total.estimated)
    .map(({ value }) => value ?? '')
  if (sampled.length === 0) return new Map()
  const { range } = spanSet(requested, nowMillis)
  const spans = { range, condition: isKind('consumer') }
  const consumers = await analysis.countGroups(spans, { kind: 'service' }, maxServices)
  const isConsumer = new Set(consumers.map(({ key }) => key.slice(1)))
  const services = sampled.filter((service) => !isConsumer.has(service))
  if (services.length === 0) return new Map()
  return requestMetrics(metrics, services, requested, count, nowMillis)
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
