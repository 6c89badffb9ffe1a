import type { ClickHouseClient } from '@clickhouse/client'
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
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

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
export function createMetricReader(client: ClickHouseClient): MetricReader {
  const statement = <Row>(file: string) => {
    const query = readSql(`metrics/${file}.sql`)
    return async (query_params: Record<string, string | number>): Promise<Row[]> => {
      try {
        const result = await client.query({ query, query_params, format: 'JSONEachRow' })
        return await result.json<Row>()
      } catch (error) {
        throw toStoreError(error)
      }
    }
  }
  const readSteps = async <Row>(
    read: (parameters: Record<string, string | number>) => Promise<Row[]>,
    { name, service, by, range, stepNano }: PointSelection,
    table = '',
  ) => {
    const { fromNano, toNano } = range
    const from = fromNano > lookbackNano ? fromNano - lookbackNano : 0n
    const rows = await read({
      ...{ name, service, by, table, limit: maxRows + 1 },
      ...{ from: String(from), to: String(toNano), stepStart: String(fromNano) },
      step: String(stepNano),
    })
    if (rows.length > maxRows)
      throw new StoreError(
        'CON_STORE_QUERY_TOO_LARGE',
        `${name} has more than ${maxRows.toLocaleString('en')} values in this time range: narrow the range or choose a service`,
      )
    return rows
  }

  const listMetrics = statement<MetricSummary>('list-metrics')
  const readNumbers = statement<NumberStep>('read-numbers')
  const readHistograms = statement<Encoded<ExplicitTuple>>('read-histograms')
  const readExponential = statement<Encoded<ExponentialTuple>>('read-exponential-histograms')
  const listExemplars = statement<MetricExemplar>('list-exemplars')

  return {
    listMetrics: ({ fromNano, toNano }, service, limit) =>
      listMetrics({ from: String(fromNano), to: String(toNano), service, limit }),
    readNumbers: (kind, selection) => readSteps(readNumbers, selection, `otel_metrics_${kind}`),
    readHistograms: async (selection) =>
      (await readSteps(readHistograms, selection)).map(({ points, ...step }) => ({
        ...step,
        points: points.map(
          ([count, sum, bounds, counts]): ExplicitBuckets => ({ count, sum, bounds, counts }),
        ),
      })),
    readExponentialHistograms: async (selection) =>
      (await readSteps(readExponential, selection)).map(({ points, ...step }) => ({
        ...step,
        points: points.map(toExponentialBuckets),
      })),
    listExemplars: (kind, { name, service, by, range }, limit) =>
      listExemplars({
        ...{ name, service, by, limit, table: exemplarTables[kind] },
        ...{ from: String(range.fromNano), to: String(range.toNano) },
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
