import type { ClickHouseClient } from '@clickhouse/client'
import type { Condition } from '../model/condition.ts'
import type { SpanRow } from '../model/span-row.ts'
import type {
  OperationRow,
  ServiceRow,
  TelemetryReader,
  TimeRange,
  TracePosition,
} from '../model/telemetry-reader.ts'
import type { Parameters } from './binder.ts'
import { conditionSql } from './condition-sql.ts'
import { toStoreError } from './engine-errors.ts'
import { loadQueries, type QueryName } from './query-files.ts'
import type { ResourceKeys } from './resource-keys.ts'
import { type ServiceInTrace, traceSummaries } from './trace-summaries.ts'

const conditionMark = '/* condition */'
const everything: Condition = { op: 'all', conditions: [] }
const maxInt64 = 2n ** 63n - 1n

/** Answers of the engine, one question a method. */
export function createTelemetryReader(
  client: ClickHouseClient,
  keys: ResourceKeys,
): TelemetryReader {
  const queries = loadQueries()
  const ask = async <Row>(name: QueryName, parameters: Parameters, condition?: Condition) => {
    const where = condition && conditionSql(condition, keys)
    const query = where ? queries[name].replace(conditionMark, () => where.text) : queries[name]
    try {
      const result = await client.query({
        query,
        query_params: { ...parameters, ...where?.parameters },
        format: 'JSONEachRow',
      })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }

  return {
    ping: async () => {
      const answer = await client.ping({ select: true })
      if (!answer.success) throw answer.error
    },
    listServices: async (range) => {
      if (range.fromNano === 0n) {
        const services = await ask<ServiceRow>('list-all-services', {})
        const isAll = services.every(
          ({ lastSeenUnixNano }) => BigInt(lastSeenUnixNano) < range.toNano,
        )
        if (isAll) return services
      }
      return ask<ServiceRow>('list-services', bounds(range))
    },
    listOperations: async (service) => {
      const rows = await ask<OperationRow>('list-operations', { service })
      return rows.map(({ name, spanKind }) => ({ name, spanKind: kinds[spanKind] ?? spanKind }))
    },
    findTraceIds: ({ range, condition, after, limit }) =>
      ask<TracePosition>(
        'find-trace-ids',
        {
          ...bounds(range),
          after: after?.lastMatchNano ?? '0',
          afterTraceId: after?.traceId ?? '',
          limit,
        },
        condition,
      ),
    summarizeTraces: async (traceIds, range, condition = everything) => {
      if (traceIds.length === 0) return []
      return traceSummaries(
        await ask<ServiceInTrace>('summarize-traces', { ...bounds(range), traceIds }, condition),
      )
    },
    getSpans: async (traceId, limit) => {
      const rows = await ask<SpanRow>('get-spans', { traceId, limit })
      return rows.map((row) => ({
        ...row,
        SpanKind: kinds[row.SpanKind] ?? row.SpanKind,
        StatusCode: statuses[row.StatusCode] ?? row.StatusCode,
      }))
    },
  }
}

function bounds({ fromNano, toNano }: TimeRange): { from: string; to: string } {
  return { from: String(fromNano), to: String(toNano < maxInt64 ? toNano : maxInt64) }
}

/** How Collectors before v0.100 spelled these; both kinds are read. */
const kinds: Readonly<Record<string, SpanRow['SpanKind']>> = {
  SPAN_KIND_UNSPECIFIED: 'Unspecified',
  SPAN_KIND_INTERNAL: 'Internal',
  SPAN_KIND_SERVER: 'Server',
  SPAN_KIND_CLIENT: 'Client',
  SPAN_KIND_PRODUCER: 'Producer',
  SPAN_KIND_CONSUMER: 'Consumer',
}

const statuses: Readonly<Record<string, SpanRow['StatusCode']>> = {
  STATUS_CODE_UNSET: 'Unset',
  STATUS_CODE_OK: 'Ok',
  STATUS_CODE_ERROR: 'Error',
}
