import type {
  DistributionStep,
  ExplicitBuckets,
  ExponentialBuckets,
  MetricExemplar,
  MetricReader,
  MetricSummary,
  NumberStep,
  PointSelection,
  SummaryStep,
} from '../../model/metric-reader.ts'
import { StoreError } from '../../model/store-error.ts'
import type { Parameters } from '../binder.ts'
import type { RunQuery } from '../run-query.ts'

const maxRows = 200_000

const metricTables = {
  gauge: 'otel_metrics_gauge',
  sum: 'otel_metrics_sum',
  histogram: 'otel_metrics_histogram',
  exponentialHistogram: 'otel_metrics_exponential_histogram',
  summary: 'otel_metrics_summary',
} as const

/** `=` and the value, or '' for rows without the attribute. */
interface Grouped {
  readonly groupValue: string
}
type Row<Step extends { readonly group: unknown }> = Omit<Step, 'group'> & Grouped

type ExplicitTuple = readonly [
  ...[count: number, sum: number],
  ...[bounds: readonly number[], counts: readonly number[]],
]
type ExponentialTuple = readonly [
  ...[count: number, sum: number, scale: number, zeroCount: number],
  ...[positiveOffset: number, positiveCounts: readonly number[]],
  ...[negativeOffset: number, negativeCounts: readonly number[]],
]
type DistributionRow<Tuple> = Omit<Row<DistributionStep<never>>, 'points'> & {
  readonly points: readonly Tuple[]
}
type SummaryTuples = Omit<Row<SummaryStep>, 'quantiles'> & {
  readonly quantiles: readonly (readonly [quantile: number, value: number | null])[]
}

/** Reads the `otel_metrics_*` tables. */
export function createMetricReader(run: RunQuery): MetricReader {
  const read = async <Found extends Grouped>(
    file: string,
    { name, unit, condition, by, range, stepNano, lookbackNano }: PointSelection,
    parameters: Parameters = {},
  ) => {
    const { fromNano, toNano } = range
    const rows = await run<Found>(`metrics/${file}`, {
      range: { fromNano: fromNano > lookbackNano ? fromNano - lookbackNano : 0n, toNano },
      ...{ condition, by },
      parameters: {
        ...{ name, unit, limit: maxRows + 1, ...parameters },
        stepStart: String(fromNano),
        step: String(stepNano),
      },
    })
    if (rows.length > maxRows)
      throw new StoreError(
        'CON_STORE_QUERY_TOO_LARGE',
        `${name} has more than ${maxRows.toLocaleString('en')} values in this time range: narrow the range, choose a service or add a filter`,
      )
    return rows.map(({ groupValue, ...row }) => ({
      ...row,
      group: groupValue === '' ? null : groupValue.slice(1),
    }))
  }

  return {
    listMetrics: ({ range, condition, name, limit }) =>
      run<MetricSummary>('metrics/list-metrics', { range, condition, parameters: { name, limit } }),
    readGauges: (selection) => read<Row<NumberStep>>('read-gauges', selection),
    readSums: (selection, isMonotonic) =>
      read<Row<NumberStep>>('read-sums', selection, { isMonotonic }),
    readHistograms: async (selection) =>
      (await read<DistributionRow<ExplicitTuple>>('read-histograms', selection)).map(
        ({ points, ...step }) => ({ ...step, points: points.map(toExplicitBuckets) }),
      ),
    readExponentialHistograms: async (selection) =>
      (await read<DistributionRow<ExponentialTuple>>('read-exponential-histograms', selection)).map(
        ({ points, ...step }) => ({ ...step, points: points.map(toExponentialBuckets) }),
      ),
    readSummaries: async (selection) =>
      (await read<SummaryTuples>('read-summaries', selection)).map(({ quantiles, ...step }) => ({
        ...step,
        quantiles: quantiles.flatMap(([quantile, value]) =>
          value === null ? [] : [{ quantile, value }],
        ),
      })),
    listPointAttributes: async (kind, { name, unit, range, condition }, limit) => {
      const parameters = { name, unit, limit, table: metricTables[kind] }
      const rows = await run<{ key: string }>('metrics/list-point-attributes', {
        ...{ range, condition, parameters },
      })
      return rows.map(({ key }) => key)
    },
    listExemplars: async (kind, selection, limit) =>
      (
        await read<Row<MetricExemplar>>('list-exemplars', selection, {
          ...{ limit, table: metricTables[kind] },
        })
      ).slice(0, limit),
  }
}

function toExplicitBuckets([count, sum, bounds, counts]: ExplicitTuple): ExplicitBuckets {
  return { count, sum, bounds, counts }
}

function toExponentialBuckets([
  count,
  sum,
  scale,
  zeroCount,
  positiveOffset,
  positiveCounts,
  negativeOffset,
  negativeCounts,
]: ExponentialTuple): ExponentialBuckets {
  return {
    ...{ count, sum, scale, zeroCount },
    ...{ positiveOffset, positiveCounts, negativeOffset, negativeCounts },
  }
}
