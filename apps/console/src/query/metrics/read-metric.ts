import type { MetricQuery, MetricResult, MetricValues } from '../../contract/metrics.ts'
import type { MetricReader } from '../../model/metric-reader.ts'
import { addBySteps, readDistributions } from './distributions.ts'
import {
  type Shape,
  toDistributionValues,
  toNumberValues,
  toSummaryValues,
} from './metric-groups.ts'
import { toHeatmap } from './metric-heatmap.ts'
import { coveredSeconds, type SelectedMetric, selectMetric } from './select-metric.ts'
import { type SplitGroups, splitGroups } from './split-groups.ts'

const defaultGroups = 10
const maxExemplars = 200
const maxAttributes = 100

/**
 * Reads one metric over time, grouped by an attribute.
 * @throws QueryError when the metric does not exist in the time range
 */
export async function readMetric(
  reader: MetricReader,
  query: MetricQuery,
  nowMillis = Date.now(),
): Promise<MetricResult> {
  const selected = await selectMetric(reader, query, nowMillis)
  const { metric, selection, stepCount } = selected
  const shape = { stepCount, seconds: coveredSeconds(selected, nowMillis) }
  const { type, unit, description, others, kinds } = metric
  const [values, exemplars, attributes] = await Promise.all([
    readValues(reader, selected, shape, query),
    Promise.all(
      kinds.map((kind) =>
        kind === 'summary' ? [] : reader.listExemplars(kind, selection, maxExemplars),
      ),
    ),
    Promise.all(kinds.map((kind) => reader.listPointAttributes(kind, selection, maxAttributes))),
  ])
  return {
    ...{ name: query.name, type, unit, description },
    meaning: type === 'gauge' ? 'mean' : type === 'upDownCounter' ? 'sum' : 'rate',
    startUnixNano: String(selection.range.fromNano),
    stepNano: String(selection.stepNano),
    stepCount,
    ...values,
    exemplars: exemplars.flat(),
    attributes: [...new Set(attributes.flat())],
    others,
  }
}

type GroupValues = Pick<MetricResult, 'groups' | 'groupCount' | 'rest' | 'heatmap'>

async function readValues(
  reader: MetricReader,
  { metric: { type, kinds }, selection }: SelectedMetric,
  shape: Shape,
  { limit = defaultGroups, heatmapRows }: MetricQuery,
): Promise<GroupValues> {
  const size = ({ value, change }: { value: number; change: number }) => Math.abs(value + change)
  switch (type) {
    case 'gauge': {
      const steps = await reader.readGauges(selection)
      return toGroups(splitGroups(steps, size, limit), (of) => toNumberValues(of, 'mean', shape))
    }
    case 'counter':
    case 'upDownCounter': {
      const isCounter = type === 'counter'
      const steps = await reader.readSums(selection, isCounter)
      const combination = isCounter ? 'rate' : 'sum'
      return toGroups(splitGroups(steps, size, limit), (of) =>
        toNumberValues(of, combination, shape),
      )
    }
    case 'histogram': {
      const steps = await readDistributions(reader, kinds, selection)
      const split = splitGroups(steps, ({ count }) => count, limit)
      const rest = addBySteps(split.rest)
      const groups = toGroups({ ...split, rest }, (of) => toDistributionValues(of, shape))
      if (heatmapRows === undefined) return groups
      const all = [...split.groups.flatMap(([, ofGroup]) => ofGroup), ...rest]
      return { ...groups, heatmap: toHeatmap(all, shape.stepCount, heatmapRows) }
    }
    case 'summary': {
      const steps = await reader.readSummaries(selection)
      return toGroups(
        splitGroups(steps, ({ count }) => count, limit),
        (of) => toSummaryValues(of, shape),
      )
    }
  }
}

function toGroups<Step>(
  { groups, rest, groupCount }: SplitGroups<Step>,
  toValues: (steps: readonly Step[]) => MetricValues,
): GroupValues {
  return {
    groups: groups.map(([value, ofGroup]) => ({ value, ...toValues(ofGroup) })),
    groupCount,
    ...(rest.length > 0 && { rest: toValues(rest) }),
  }
}
