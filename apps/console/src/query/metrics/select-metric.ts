import type { MetricQuery } from '../../contract/metrics.ts'
import type { MetricReader, PointSelection } from '../../model/metric-reader.ts'
import type { TimeRange } from '../../model/telemetry-reader.ts'
import { firstWithData, timeSteps } from '../analysis/time-steps.ts'
import { chartRange, withDefaultStart } from '../time-range.ts'
import { type FoundMetric, findMetric } from './find-metric.ts'
import { toPointCondition, toPointField } from './point-condition.ts'

const defaultSteps = 60
const minLookbackNano = 300_000_000_000n
/** Cumulative series need the last point before the range; one or two may be late. */
const lookbackIntervals = 3n

/** A metric with the time steps and data points of a query. */
export interface SelectedMetric {
  readonly metric: FoundMetric
  readonly selection: PointSelection
  readonly stepCount: number
}

/**
 * Finds a metric and divides the range into steps, which are not shorter than the time between its data
 * points: a rate in a shorter step would alternate between too much and nothing.
 * @throws QueryError
 */
export async function selectMetric(
  reader: MetricReader,
  { name, type, by, steps = defaultSteps, fit = false, ...search }: MetricQuery,
  nowMillis: number,
): Promise<SelectedMetric> {
  const requested = withDefaultStart(search, nowMillis)
  const range = chartRange(requested, nowMillis)
  const condition = toPointCondition(search)
  const { service } = search
  const metric = await findMetric(
    reader,
    { name, ...(type && { type }), ...(service && { service }) },
    range,
    condition,
  )
  const { intervalNano } = metric
  // Exports are not exactly periodic.
  const stepsOf = (of: TimeRange) => timeSteps(of, steps, (intervalNano * 9n) / 10n)
  const whole = stepsOf(range)
  const first = fit
    ? firstWithData(whole, Number((metric.firstNano - whole.startNano) / whole.stepNano))
    : undefined
  const time = first === undefined ? whole : stepsOf(chartRange(requested, nowMillis, first))
  const lookbackNano = lookbackIntervals * intervalNano
  return {
    metric,
    selection: {
      ...{ name, unit: metric.unit, condition },
      by: by ? toPointField(by) : undefined,
      range: { ...range, fromNano: time.startNano },
      stepNano: time.stepNano,
      lookbackNano: lookbackNano > minLookbackNano ? lookbackNano : minLookbackNano,
    },
    stepCount: time.stepCount,
  }
}

/** Time that the data points of each step cover. The current step has only some of its exports yet. */
export function coveredSeconds(
  { metric: { intervalNano, lastNano }, selection, stepCount }: SelectedMetric,
  nowMillis: number,
): number[] {
  const { stepNano, range } = selection
  return Array.from({ length: stepCount }, (_, step) => {
    const startNano = range.fromNano + BigInt(step) * stepNano
    const hasEnded = startNano + stepNano <= BigInt(nowMillis) * 1_000_000n
    const exports = intervalNano === 0n ? 0n : (lastNano - startNano) / intervalNano + 1n
    const coveredNano = exports * intervalNano
    const isPart = !hasEnded && lastNano >= startNano && exports > 0n && coveredNano < stepNano
    return Number(isPart ? coveredNano : stepNano) / 1e9
  })
}
