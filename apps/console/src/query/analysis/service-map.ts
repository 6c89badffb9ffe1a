import type { Condition } from '../../model/condition.ts'
import type { CallFigures, ServiceMapReader, SignalCounts } from '../../model/service-map-reader.ts'
import type { SpanAnalysisReader, SpanFigures } from '../../model/span-analysis-reader.ts'
import type { RequestedRange } from '../time-range.ts'
import { countSpans } from './count-spans.ts'
import { spanSet } from './span-set.ts'

export interface ServiceMapReaders {
  readonly analysis: SpanAnalysisReader
  readonly serviceMap: ServiceMapReader
}

interface ServiceOverview {
  readonly name: string
  /** Of requests that the service answered: its spans of kind server or consumer. */
  readonly requests: SpanFigures
  readonly requestCounts: readonly number[]
  readonly errorCounts: readonly number[]
  readonly p95Nanos: readonly (string | null)[]
  /** What arrived of each signal. */
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
const nothing: SpanFigures = { count: 0, errorCount: 0, p50Nano: '0', p95Nano: '0', p99Nano: '0' }

const isKind = (value: string): Condition => ({
  ...{ op: 'compare', field: { kind: 'span-kind' }, comparison: '=', value },
})
const isRequest: Condition = { op: 'any', conditions: [isKind('server'), isKind('consumer')] }

/** Each service at a glance, and who calls whom; of the last hour when no time is named. */
export async function serviceMap(
  { analysis, serviceMap: reader }: ServiceMapReaders,
  asked: RequestedRange,
  nowMillis = Date.now(),
): Promise<ServiceMapResult> {
  const { range } = spanSet(asked, nowMillis)
  const [count, signals, calls] = await Promise.all([
    countSpans(
      analysis,
      { ...asked, condition: isRequest, by: 'service', steps, limit: maxServices },
      nowMillis,
    ),
    reader.countSignals(range),
    reader.listCalls(range, maxCalls),
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
