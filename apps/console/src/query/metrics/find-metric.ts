import type { MetricType, OtherMetric } from '../../contract/metrics.ts'
import type { Condition } from '../../model/condition.ts'
import type { MetricKind, MetricReader, MetricRow } from '../../model/metric-reader.ts'
import type { TimeRange } from '../../model/telemetry-reader.ts'
import { QueryError } from '../query-error.ts'
import { typeOf } from './metric-type.ts'

/** A metric of one type and unit, of all services that send it so. */
export interface FoundMetric {
  readonly type: MetricType
  /** Of the tables that hold it. */
  readonly kinds: readonly MetricKind[]
  readonly unit: string
  readonly description: string
  /** Longest median time between the data points of a series. */
  readonly intervalNano: bigint
  readonly firstNano: bigint
  readonly lastNano: bigint
  /** Services that send the same name with another type or unit, which is not read. */
  readonly others: readonly OtherMetric[]
}

const maxServices = 2_000

/**
 * Finds a metric by its name. When services send it with different types or units, the requested type
 * or else the one with the most data points is chosen.
 * @throws QueryError when there are no data points of it
 */
export async function findMetric(
  reader: MetricReader,
  {
    name,
    type,
    service,
  }: { readonly name: string; readonly type?: MetricType; readonly service?: string },
  range: TimeRange,
  condition: Condition,
): Promise<FoundMetric> {
  const all = await reader.listMetrics({ range, condition, name, limit: maxServices })
  const families = Map.groupBy(
    all.filter((metric) => type === undefined || typeOf(metric) === type),
    (metric) => `${typeOf(metric)} ${metric.unit}`,
  )
  const points = (metrics: readonly MetricRow[]) =>
    metrics.reduce((sum, { pointCount }) => sum + pointCount, 0)
  const [family = []] = [...families.values()].sort((a, b) => points(b) - points(a))
  const [first] = family
  if (first === undefined) throw notFound(name, type, service)
  return {
    type: typeOf(first),
    kinds: [...new Set(family.map(({ kind }) => kind))],
    unit: first.unit,
    description: first.description,
    intervalNano: greatest(family.map(({ intervalNano }) => BigInt(intervalNano ?? 0))),
    firstNano: -greatest(family.map(({ firstUnixNano }) => -BigInt(firstUnixNano))),
    lastNano: greatest(family.map(({ lastUnixNano }) => BigInt(lastUnixNano))),
    others: all
      .filter((metric) => !family.includes(metric))
      .map((metric) => ({ service: metric.service, type: typeOf(metric), unit: metric.unit })),
  }
}

function greatest(values: readonly bigint[]): bigint {
  let most = values[0] ?? 0n
  for (const value of values) if (value > most) most = value
  return most
}

function notFound(name: string, type: string | undefined, service: string | undefined) {
  const what = `${type === undefined ? 'metric' : type} "${name}"`
  const of = service ? ` of ${service}` : ''
  return new QueryError(
    'CON_QUERY_NO_SUCH_METRIC',
    `No data points of the ${what}${of} in this time range`,
  )
}
