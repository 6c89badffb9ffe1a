import type { TimeFilters } from '../../contract/filters.ts'
import type { ServiceOverview } from '../../contract/service-map.ts'
import type { Condition } from '../../model/condition.ts'
import type { MetricReader } from '../../model/metric-reader.ts'
import { percentile } from '../metrics/bucket-math.ts'
import { combineMeasured, type MeasuredStep, readDistributions } from '../metrics/distributions.ts'
import { perStep } from '../metrics/metric-groups.ts'
import { type SelectedMetric, selectMetric } from '../metrics/select-metric.ts'
import { QueryError } from '../query-error.ts'

/** Requests of a service over the steps of a chart. */
export type RequestSeries = Pick<
  ServiceOverview,
  'requests' | 'requestCounts' | 'errorCounts' | 'p95Nanos'
>

interface TimeAxis {
  readonly startUnixNano: string
  readonly stepNano: string
  readonly stepCount: number
}

const metricName = 'http.server.request.duration'
const nanosPerUnit: Readonly<Record<string, number>> = { s: 1e9, ms: 1e6, us: 1e3, ns: 1 }
/** Set for failed requests only. @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/ */
const isFailed: Condition = { op: 'exists', field: { kind: 'attribute', key: 'error.type' } }

/**
 * Requests from the metric `http.server.request.duration`, which includes requests without a span. Of
 * services that send it; the others are not in the result.
 */
export async function requestMetrics(
  reader: MetricReader,
  services: readonly string[],
  requested: TimeFilters,
  axis: TimeAxis,
  nowMillis: number,
): Promise<ReadonlyMap<string, RequestSeries>> {
  const selected = await findRequests(reader, requested, axis, nowMillis)
  const unitNano = nanosPerUnit[selected?.metric.unit ?? '']
  if (selected === undefined || unitNano === undefined) return new Map()
  const { kinds } = selected.metric
  const isService: Condition = {
    op: 'any',
    conditions: services.map((value) => ({
      ...{ op: 'compare', field: { kind: 'service' }, comparison: '=', value },
    })),
  }
  const selection = { ...selected.selection, condition: isService }
  const [all, failed] = await Promise.all([
    readDistributions(reader, kinds, selection),
    readDistributions(reader, kinds, {
      ...selection,
      condition: { op: 'all', conditions: [isService, isFailed] },
    }),
  ])
  const failedByService = Map.groupBy(failed, ({ group }) => group)
  return new Map(
    [...Map.groupBy(all, ({ group }) => group)].map(([service, measured]) => [
      service ?? '',
      toSeries(measured, failedByService.get(service) ?? [], selected, axis, unitNano),
    ]),
  )
}

async function findRequests(
  reader: MetricReader,
  requested: TimeFilters,
  { stepCount }: TimeAxis,
  nowMillis: number,
): Promise<SelectedMetric | undefined> {
  try {
    const query = { name: metricName, type: 'histogram', by: 'service', steps: stepCount } as const
    return await selectMetric(reader, { ...requested, ...query }, nowMillis)
  } catch (error) {
    if (error instanceof QueryError && error.code === 'CON_QUERY_NO_SUCH_METRIC') return undefined
    throw error
  }
}

function toSeries(
  measured: readonly MeasuredStep[],
  failed: readonly MeasuredStep[],
  { selection, stepCount }: SelectedMetric,
  axis: TimeAxis,
  unitNano: number,
): RequestSeries {
  const whole = combineMeasured(measured)
  const nanos = (share: number) => toNanos(percentile(whole.buckets, share), unitNano) ?? '0'
  const time = { startNano: selection.range.fromNano, stepNano: selection.stepNano, stepCount }
  const counts = (steps: readonly MeasuredStep[]) =>
    perStep(steps, stepCount, (ofStep) => combineMeasured(ofStep).count)
  const p95s = perStep(measured, stepCount, (ofStep) =>
    toNanos(percentile(combineMeasured(ofStep).buckets, 0.95), unitNano),
  )
  return {
    requests: {
      count: Math.round(whole.count),
      errorCount: Math.round(combineMeasured(failed).count),
      estimated: false,
      ...{ p50Nano: nanos(0.5), p95Nano: nanos(0.95), p99Nano: nanos(0.99) },
    },
    requestCounts: spread(counts(measured), time, axis),
    errorCounts: spread(counts(failed), time, axis),
    p95Nanos: Array.from(
      { length: axis.stepCount },
      (_, step) => p95s[stepAt(step, time, axis)] ?? null,
    ),
  }
}

function toNanos(value: number | null, unitNano: number): string | null {
  return value === null ? null : String(Math.round(value * unitNano))
}

interface MetricTime {
  readonly startNano: bigint
  readonly stepNano: bigint
}

/** The step of the metric that contains the middle of a step of the chart. */
function stepAt(step: number, { startNano, stepNano }: MetricTime, axis: TimeAxis): number {
  const lengthNano = BigInt(axis.stepNano)
  const middleNano = BigInt(axis.startUnixNano) + BigInt(step) * lengthNano + lengthNano / 2n
  return Number((middleNano - startNano) / stepNano)
}

/** Divides counts evenly among the shorter steps of the chart; whole numbers with the same sum. */
function spread(counts: readonly (number | null)[], time: MetricTime, axis: TimeAxis): number[] {
  const share = Number(axis.stepNano) / Number(time.stepNano)
  let exact = 0
  let given = 0
  return Array.from({ length: axis.stepCount }, (_, step) => {
    exact += share * (counts[stepAt(step, time, axis)] ?? 0)
    const count = Math.round(exact) - given
    given += count
    return count
  })
}
