import type { MetricExemplar } from '../../contract/metrics.ts'
import type {
  DistributionStep,
  ExplicitBuckets,
  ExponentialBuckets,
  MetricReader,
  MetricRow,
  NumberStep,
  PointSelection,
  SparseBuckets,
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

type ExplicitRow = Omit<Row<DistributionStep<unknown>>, 'histogram'> & ExplicitBuckets
/** Indexes are 64-bit integers, which are text. */
type SparseTuple = readonly [indexes: readonly (number | string)[], counts: readonly number[]]
type ExponentialRow = Omit<Row<DistributionStep<unknown>>, 'histogram'> &
  Omit<ExponentialBuckets, 'positive' | 'negative'> & {
    readonly positive: SparseTuple
    readonly negative: SparseTuple
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
      run<MetricRow>('metrics/list-metrics', { range, condition, parameters: { name, limit } }),
    readGauges: (selection) => read<Row<NumberStep>>('read-gauges', selection),
    readSums: (selection, isMonotonic) =>
      read<Row<NumberStep>>('read-sums', selection, { isMonotonic }),
    readHistograms: async (selection) =>
      (await read<ExplicitRow>('read-histograms', selection)).map(
        ({ group, step, ...histogram }) => ({ group, step, histogram }),
      ),
    readExponentialHistograms: async (selection) =>
      (await read<ExponentialRow>('read-exponential-histograms', selection)).map(
        ({ group, step, positive, negative, ...histogram }) => ({
          ...{ group, step },
          histogram: { ...histogram, positive: toSparse(positive), negative: toSparse(negative) },
        }),
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

function toSparse([indexes, counts]: SparseTuple): SparseBuckets {
  // A histogram whose counts fall without a reset is inconsistent.
  return { indexes: indexes.map(Number), counts: counts.map((count) => Math.max(0, count)) }
}
