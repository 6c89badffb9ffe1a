import type { ClickHouseClient } from '@clickhouse/client'
import type { InsightsReader, InsightsScope } from '../../model/insights-query.ts'
import { createBinder, type Parameters } from '../binder.ts'
import { composeQuery, type QueryContext } from '../compose-query.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'
import { compileInsights, matchingCommands } from './compile-insights.ts'

/** Limit of the values of one result together; rows beyond it are left out. */
const maxResultBytes = 32 * 1_024 * 1_024
/** DateTime64(9) ends in 2262. */
const maxMillis = 9_223_372_036_853

type Statement = readonly [query: string, parameters: Parameters]

/** Compiles Logs Insights queries to SQL over `otel_logs`. */
export function createInsightsReader(
  client: ClickHouseClient,
  context: QueryContext,
): InsightsReader {
  const events = readSql('insights/events.sql')

  async function run<Row>([query, query_params]: Statement): Promise<Row[]> {
    try {
      const result = await client.query({ query, query_params, format: 'JSONCompactEachRow' })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }

  function eventsOf(scope: InsightsScope): Statement {
    const { query, query_params } = composeQuery(
      events,
      {
        range: { fromNano: nanos(scope.startMillis), toNano: nanos(scope.endMillis + 1) },
        parameters: {
          groups: scope.groups.map(({ name }) => name),
          groupsFrom: scope.groups.map(({ fromMillis }) => String(Math.trunc(fromMillis))),
        },
      },
      context,
    )
    return [query, query_params]
  }

  return {
    runInsights: async (query, scope) => {
      const [from, parameters] = eventsOf(scope)
      const results = createBinder('result', context.keys)
      const { sql, order, columns } = compileInsights(query, from, results.binder)
      const counts = createBinder('match', context.keys)
      const matching = compileInsights(matchingCommands(query), from, counts.binder)

      const values = columns.map(({ sql: value }, index) => `${value} AS v${index}`)
      const names = columns.map((_, index) => `v${index}`)
      const sorted = order.map((key, index) => ({ key, index }))
      const keys = sorted.map(({ key, index }) => `${key.replace(/ (ASC|DESC)$/, '')} AS k${index}`)
      const by = sorted.map(({ key, index }) => `k${index}${/ DESC$/.test(key) ? ' DESC' : ''}`)
      const orderBy = by.length > 0 ? `ORDER BY ${by.join(', ')}` : ''
      const page = `SELECT ${[...values, ...keys].join(', ')} FROM (${sql}) ${orderBy} LIMIT ${scope.limit}`
      const bytes = names.map((name) => `length(ifNull(${name}, ''))`).join(' + ')
      const running = `sum(${bytes}) OVER (${orderBy} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`
      const bounded = `SELECT *, ${running} AS total FROM (${page})`
      const statement = `SELECT ${names.join(', ')} FROM (${bounded}) WHERE total <= ${maxResultBytes} ${orderBy}`
      const countSql = `SELECT toFloat64((SELECT count() FROM (${matching.sql}))), toFloat64(count()), toFloat64(sum(length(message))) FROM (${from})`

      const [rows, [counted]] = await Promise.all([
        run<(string | null)[]>([statement, { ...parameters, ...results.parameters }]),
        run<[number, number, number]>([countSql, { ...parameters, ...counts.parameters }]),
      ])
      const [recordsMatched = 0, recordsScanned = 0, bytesScanned = 0] = counted ?? []
      return {
        columns: columns.map(({ name }) => name),
        rows,
        ...{ recordsMatched, recordsScanned, bytesScanned },
      }
    },
  }
}

function nanos(millis: number): bigint {
  return BigInt(Math.trunc(Math.max(0, Math.min(millis, maxMillis)))) * 1_000_000n
}
