import type { ClickHouseClient } from '@clickhouse/client'
import type {
  SegmentCalls,
  SegmentReader,
  SegmentTracePosition,
} from '../../model/segment-reader.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

const maxNano = 2n ** 63n - 1n
/** Room for the hour that the count looks beyond a range. */
const farthestNano = maxNano - 3_600_000_000_000n

/** Reads X-Ray segments back from `xray_segments`. */
export function createSegmentReader(client: ClickHouseClient): SegmentReader {
  const find = readSql('segments/find-segment-traces.sql')
  const get = readSql('segments/get-segments-of-traces.sql')
  const count = readSql('segments/count-calls.sql')

  async function ask<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    try {
      const result = await client.query({
        query,
        query_params: parameters,
        format: 'JSONEachRow',
      })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
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
    countCalls: ({ fromNano, toNano, periodSeconds }) =>
      ask<SegmentCalls>(count, {
        from: String(fromNano),
        to: String(toNano < farthestNano ? toNano : farthestNano),
        period: periodSeconds,
      }),
    getSegmentsOfTraces: async (traceIds, limit) =>
      traceIds.length === 0 ? [] : ask<SegmentRow>(get, { traceIds, limit }),
  }
}
