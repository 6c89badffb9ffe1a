import type { ClickHouseClient } from '@clickhouse/client'
import type { TimeRange, TracePosition, TraceSummaryRow } from '../../model/telemetry-reader.ts'
import type { TraceCount, TraceListReader } from '../../model/trace-list-reader.ts'
import { conditionSql } from '../condition-sql.ts'
import { toStoreError } from '../engine-errors.ts'
import type { ResourceKeys } from '../resource-keys.ts'
import { readSql } from '../sql-files.ts'

const maxInt64 = 2n ** 63n - 1n
/** Room for the days that the questions look beyond a range. */
const farthestNano = maxInt64 - 2n * 86_400_000_000_000n

/** Counts traces over time, and finds those that no span tells of. */
export function createTraceListReader(
  client: ClickHouseClient,
  keys: ResourceKeys,
): TraceListReader {
  const countQuery = readSql('trace-list/count-traces.sql')
  const oldestQuery = readSql('trace-list/oldest-span.sql')
  const findQuery = readSql('trace-list/find-traces-without-spans.sql')
  const summaryQuery = readSql('trace-list/summarize-traces-without-spans.sql')
  const ask = async <Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> => {
    try {
      const result = await client.query({ query, query_params: parameters, format: 'JSONEachRow' })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }

  return {
    oldestSpanNano: async () => {
      const [row] = await ask<{ oldest: string }>(oldestQuery, {})
      return BigInt(row?.oldest ?? 0)
    },
    countTraces: ({ range, condition, withoutErrors, steps }) => {
      const where = conditionSql(condition, keys)
      return ask<TraceCount>(
        countQuery.replaceAll('/* condition */', () => where.text),
        {
          ...bounds(range),
          ...where.parameters,
          withoutErrors,
          start: String(steps.startNano),
          step: String(steps.stepNano),
        },
      )
    },
    findTracesWithoutSpans: ({ range, service = '', run = '', status = '', after, limit }) =>
      ask<TracePosition>(findQuery, {
        ...bounds(range),
        ...{ service, run, status, limit },
        after: after?.lastMatchNano ?? '0',
        afterTraceId: after?.traceId ?? '',
      }),
    summarizeTracesWithoutSpans: async (traceIds, { range, service = '', run = '' }) => {
      if (traceIds.length === 0) return []
      const parameters = { ...bounds(range), service, run, traceIds }
      const rows = await ask<WithoutSpansRow>(summaryQuery, parameters)
      return rows.map(({ serviceNames, segmentCount, logCount, itemCount, ...row }) => ({
        ...row,
        services: serviceNames.map((name) => ({ name, spanCount: 0, errorCount: 0 })),
        otherSignals: { segments: segmentCount, logs: logCount, errors: itemCount },
      }))
    },
  }
}

type WithoutSpansRow = Omit<TraceSummaryRow, 'services' | 'otherSignals'> & {
  readonly serviceNames: readonly string[]
  readonly segmentCount: number
  readonly logCount: number
  readonly itemCount: number
}

function bounds({ fromNano, toNano }: TimeRange): { from: string; to: string } {
  return { from: String(fromNano), to: String(toNano < farthestNano ? toNano : farthestNano) }
}
