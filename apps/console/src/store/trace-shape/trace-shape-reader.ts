import type { ClickHouseClient } from '@clickhouse/client'
import type { LinkTo, ServiceCalls, TraceShapeReader } from '../../model/trace-shape-reader.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

/** Counts spans without their parent, and calls from service to service; finds links by their aim. */
export function createTraceShapeReader(client: ClickHouseClient): TraceShapeReader {
  const orphansQuery = readSql('trace-shape/count-orphans.sql')
  const callsQuery = readSql('trace-shape/count-calls.sql')
  const linksQuery = readSql('trace-shape/find-links-to.sql')
  const ask = async <Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> => {
    try {
      const result = await client.query({ query, query_params: parameters, format: 'JSONEachRow' })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }
  return {
    countOrphans: async (traceIds) => {
      if (traceIds.length === 0) return new Map()
      const rows = await ask<{ traceId: string; orphans: number }>(orphansQuery, { traceIds })
      return new Map(rows.map(({ traceId, orphans }) => [traceId, orphans]))
    },
    countCalls: ({ fromNano, toNano }) =>
      ask<ServiceCalls>(callsQuery, { from: String(fromNano), to: String(toNano) }),
    findLinksTo: (traceId, limit) => ask<LinkTo>(linksQuery, { traceId, limit }),
  }
}
