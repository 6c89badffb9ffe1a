import type {
  DistributionStep,
  MetricExemplar,
  MetricKind,
  MetricReader,
  MetricSummary,
  PointSelection,
} from '../../model/metric-reader.ts'
import { timeSteps } from '../analysis/time-steps.ts'
import { QueryError } from '../query-error.ts'
import { type RequestedRange, timeRange } from '../time-range.ts'
import type { BucketMath } from './bucket-math.ts'
import { explicitBuckets } from './explicit-buckets.ts'
import { exponentialBuckets } from './exponential-buckets.ts'
import { increasesOf } from './increases.ts'
import { type MetricGroup, toDistributionGroups, toNumberGroups } from './metric-groups.ts'

export interface MetricQuery extends RequestedRange {
  readonly name: string
  readonly service?: string
  /** Attribute to group by. */
  readonly by?: string
  readonly steps?: number
}

export interface MetricResult {
  readonly name: string
  readonly kind: MetricKind
  readonly unit: string
  readonly description: string
  /** The meaning of `values`: the mean of a gauge, the sum of an up-down counter, the increase per second of others. */
  readonly meaning: 'mean' | 'sum' | 'rate'
  readonly startUnixNano: string
  readonly stepNano: string
  readonly stepCount: number
  /** Largest first. */
  readonly groups: readonly MetricGroup[]
  readonly groupCount: number
  readonly exemplars: readonly MetricExemplar[]
}

const defaultSteps = 60
const defaultSince = '1h'
const maxGroups = 20
const maxExemplars = 100

/**
 * Reads one metric over time, grouped by an attribute.
 * @throws QueryError when the metric does not exist in the time range
 */
export async function readMetric(
  reader: MetricReader,
  { name, service = '', by = '', steps = defaultSteps, ...requested }: MetricQuery,
  nowMillis = Date.now(),
): Promise<MetricResult> {
  const isRanged = requested.since !== undefined || requested.start !== undefined
  const range = timeRange(isRanged ? requested : { ...requested, since: defaultSince }, nowMillis)
  const metric = await findMetric(reader, range, name, service)
  const { startNano, stepNano, stepCount } = timeSteps(range, steps)
  const selection = { name, service, by, range: { ...range, fromNano: startNano }, stepNano }
  const { kind } = metric
  const [groups, exemplars] = await Promise.all([
    readGroups(reader, metric, selection, stepCount),
    kind === 'summary' ? [] : reader.listExemplars(kind, selection, maxExemplars),
  ])
  return {
    ...{ name, kind, unit: metric.unit, description: metric.description },
    meaning: kind === 'gauge' ? 'mean' : kind === 'sum' && !metric.isMonotonic ? 'sum' : 'rate',
    startUnixNano: String(startNano),
    stepNano: String(stepNano),
    stepCount,
    groups: groups.slice(0, maxGroups),
    groupCount: groups.length,
    exemplars,
  }
}

async function findMetric(
  reader: MetricReader,
  range: PointSelection['range'],
  name: string,
  service: string,
): Promise<MetricSummary> {
  const metrics = await reader.listMetrics(range, service, 2000)
  const found = metrics.find((metric) => metric.name === name)
  if (found) return found
  const of = service === '' ? '' : ` of ${service}`
  throw new QueryError(
    'CON_QUERY_NO_SUCH_METRIC',
    `There are no data points of the metric "${name}"${of} in this time range`,
  )
}

async function readGroups(
  reader: MetricReader,
  { kind, isMonotonic, temporality }: MetricSummary,
  selection: PointSelection,
  stepCount: number,
): Promise<MetricGroup[]> {
  const { range, stepNano } = selection
  const shape = { stepCount, stepSeconds: Number(stepNano) / 1e9 }
  const distributions = async <Buckets extends { readonly count: number }>(
    math: BucketMath<Buckets>,
    steps: Promise<DistributionStep<Buckets>[]>,
  ) => {
    const counted = (await steps).map(({ points, ...step }) => ({
      ...step,
      value: points.reduce(math.add, math.empty),
    }))
    const increases = increasesOf(counted, temporality, range.fromNano, math)
    return toDistributionGroups(increases, math, shape)
  }
  switch (kind) {
    case 'gauge': {
      const rows = await reader.readNumbers('gauge', selection)
      const steps = rows.map(({ mean, ...step }) => ({ ...step, value: mean }))
      return toNumberGroups(steps, 'mean', shape)
    }
    case 'sum': {
      const rows = await reader.readNumbers('sum', selection)
      const isDelta = temporality === 'delta'
      const steps = rows.map(({ last, total, ...step }) => ({
        ...step,
        value: isDelta ? total : last,
      }))
      if (!isMonotonic) return toNumberGroups(steps, 'sum', shape)
      const increases = increasesOf(steps, temporality, range.fromNano, {
        subtract: (later, earlier) => later - earlier,
        isReset: (later, earlier) => later < earlier,
      })
      return toNumberGroups(increases, 'rate', shape)
    }
    case 'histogram':
      return distributions(explicitBuckets, reader.readHistograms(selection))
    case 'exponentialHistogram':
      return distributions(exponentialBuckets, reader.readExponentialHistograms(selection))
    case 'summary':
      return []
  }
}
