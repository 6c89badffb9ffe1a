import type {
  DistributionStep,
  ExplicitBuckets,
  ExponentialBuckets,
  MetricExemplar,
  MetricReader,
  MetricSummary,
  NumberStep,
  PointSelection,
} from '../../model/metric-reader.ts'
import { StoreError } from '../../model/store-error.ts'
import type { RunQuery } from '../run-query.ts'

const maxRows = 100_000
/** Cumulative series need the last value before the range as their baseline. */
const lookbackNano = 300_000_000_000n

const exemplarTables = {
  gauge: 'otel_metrics_gauge',
  sum: 'otel_metrics_sum',
  histogram: 'otel_metrics_histogram',
  exponentialHistogram: 'otel_metrics_exponential_histogram',
} as const

type ExplicitTuple = readonly [number, number, readonly number[], readonly number[]]
type ExponentialTuple = readonly [
  ...[count: number, sum: number, scale: number, zeroCount: number],
  ...[positiveOffset: number, positiveCounts: readonly number[]],
  ...[negativeOffset: number, negativeCounts: readonly number[]],
]

type Encoded<Tuple> = Omit<DistributionStep<never>, 'points'> & {
  readonly points: readonly Tuple[]
}

/** Reads the `otel_metrics_*` tables. */
export function createMetricReader(run: RunQuery): MetricReader {
  const readSteps = async <Row>(
    file: string,
    { name, service, by, range, stepNano }: PointSelection,
    table = '',
  ) => {
    const { fromNano, toNano } = range
    const rows = await run<Row>(`metrics/${file}`, {
      range: { fromNano: fromNano > lookbackNano ? fromNano - lookbackNano : 0n, toNano },
      service,
      parameters: {
        ...{ name, by, table, limit: maxRows + 1 },
        stepStart: String(fromNano),
        step: String(stepNano),
      },
    })
    if (rows.length > maxRows)
      throw new StoreError(
        'CON_STORE_QUERY_TOO_LARGE',
        `${name} has more than ${maxRows.toLocaleString('en')} values in this time range: narrow the range or choose a service`,
      )
    return rows
  }

  return {
    listMetrics: (range, service, limit) =>
      run<MetricSummary>('metrics/list-metrics', { range, service, parameters: { limit } }),
    readNumbers: (kind, selection) =>
      readSteps<NumberStep>('read-numbers', selection, `otel_metrics_${kind}`),
    readHistograms: async (selection) =>
      (await readSteps<Encoded<ExplicitTuple>>('read-histograms', selection)).map(
        ({ points, ...step }) => ({
          ...step,
          points: points.map(
            ([count, sum, bounds, counts]): ExplicitBuckets => ({ count, sum, bounds, counts }),
          ),
        }),
      ),
    readExponentialHistograms: async (selection) =>
      (await readSteps<Encoded<ExponentialTuple>>('read-exponential-histograms', selection)).map(
        ({ points, ...step }) => ({
          ...step,
          points: points.map(toExponentialBuckets),
        }),
      ),
    listExemplars: (kind, { name, service, by, range }, limit) =>
      run<MetricExemplar>('metrics/list-exemplars', {
        ...{ range, service },
        parameters: { name, by, limit, table: exemplarTables[kind] },
      }),
  }
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
