import type { ClickHouseClient } from '@clickhouse/client'
import type { Operation, ServiceSummary } from '../contract/traces.ts'
import type { SpanRow } from '../model/span-row.ts'
import type {
  TelemetryReader,
  TraceMatch,
  TracePosition,
  TraceSize,
} from '../model/telemetry-reader.ts'
import type { RunQuery } from './run-query.ts'
import { type ServiceInTrace, traceSummaries } from './trace-summaries.ts'

/** The longest spans that are looked through for different traces. */
const spansPerSlowTrace = 20

/** Reads services, operations, traces and spans. */
export function createTelemetryReader(
  client: Pick<ClickHouseClient, 'ping'>,
  run: RunQuery,
): TelemetryReader {
  const getSpans = async (traceIds: readonly string[], limit: number): Promise<SpanRow[]> => {
    if (traceIds.length === 0) return []
    const rows = await run<SpanRow>('queries/get-spans', { parameters: { traceIds, limit } })
    return rows.map(inCurrentSpelling)
  }

  return {
    ping: async () => {
      const ping = await client.ping({ select: true })
      if (!ping.success) throw ping.error
    },
    listServices: async (range) => {
      if (range.fromNano === 0n) {
        const services = await run<ServiceSummary>('queries/list-all-services')
        const isAll = services.every(
          ({ lastSeenUnixNano }) => BigInt(lastSeenUnixNano) < range.toNano,
        )
        if (isAll) return services
      }
      return run<ServiceSummary>('queries/list-services', { range })
    },
    listOperations: async (service) => {
      const rows = await run<Operation>('queries/list-operations', {
        parameters: { service },
      })
      return rows.map(({ name, spanKind }) => ({ name, spanKind: kinds[spanKind] ?? spanKind }))
    },
    findTraceIds: ({ range, condition, after, limit }) =>
      run<TracePosition & TraceMatch>('queries/find-trace-ids', {
        ...{ range, condition },
        parameters: {
          after: after?.lastMatchNano ?? '0',
          afterTraceId: after?.traceId ?? '',
          limit,
        },
      }),
    findSlowest: ({ range, condition, limit }) =>
      run<TraceMatch>('queries/find-slowest', {
        ...{ range, condition },
        parameters: { limit, spanLimit: limit * spansPerSlowTrace },
      }),
    summarizeTraces: async (traceIds, range, condition) => {
      if (traceIds.length === 0) return []
      const rows = await run<ServiceInTrace>('queries/summarize-traces', {
        ...{ range, ...(condition && { condition }) },
        parameters: { traceIds },
      })
      return traceSummaries(rows)
    },
    countSpans: async (traceIds) =>
      traceIds.length === 0
        ? []
        : run<TraceSize>('queries/count-spans', { parameters: { traceIds } }),
    getSpans: (traceId, limit) => getSpans([traceId], limit),
    getSpansOfTraces: getSpans,
  }
}

/** Spelling of Collectors before v0.100; both are read. */
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

function inCurrentSpelling(row: SpanRow): SpanRow {
  return {
    ...row,
    SpanKind: kinds[row.SpanKind] ?? row.SpanKind,
    StatusCode: statuses[row.StatusCode] ?? row.StatusCode,
  }
}
