import type { ClickHouseClient } from '@clickhouse/client'
import type { SegmentReader, SegmentTracePosition } from '../../model/segment-reader.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import { questionError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

const maxNano = 2n ** 63n - 1n

/** Reads X-Ray segments back from `xray_segments`. */
export function createSegmentReader(client: ClickHouseClient): SegmentReader {
  const find = readSql('segments/find-segment-traces.sql')
  const get = readSql('segments/get-segments-of-traces.sql')

  async function ask<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    try {
      const result = await client.query({
        query,
        query_params: parameters,
        format: 'JSONEachRow',
      })
      return await result.json<Row>()
    } catch (error) {
      throw questionError(error)
    }
  }

  return {
    findSegmentTraces: ({ fromNano, toNano, after, limit }) =>
      ask<SegmentTracePosition>(find, {
        from: String(fromNano),
        to: String(toNano < maxNano ? toNano : maxNano),
        afterNano: after?.startNano ?? String(maxNano),
        afterTraceId: after?.traceId ?? '',
        limit,
      }),
    getSegmentsOfTraces: async (traceIds, limit) =>
      traceIds.length === 0 ? [] : ask<SegmentRow>(get, { traceIds, limit }),
  }
}
