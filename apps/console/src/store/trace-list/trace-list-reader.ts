import type { TracePosition, TraceSummaryRow } from '../../model/telemetry-reader.ts'
import type { TraceCount, TraceListReader } from '../../model/trace-list-reader.ts'
import type { RunQuery } from '../run-query.ts'

const oldestMillis = 60_000

/** Counts traces over time, and finds traces without spans. */
export function createTraceListReader(runQuery: RunQuery): TraceListReader {
  let oldest: { readonly nano: bigint; readonly untilMillis: number } | undefined
  return {
    oldestSpanNano: async () => {
      if (oldest !== undefined && performance.now() < oldest.untilMillis) return oldest.nano
      const [row] = await runQuery<{ oldest: string }>('trace-list/oldest-span')
      const nano = BigInt(row?.oldest ?? 0)
      // Charts are polled; retention moves the oldest span once a minute at most.
      if (nano > 0n) oldest = { nano, untilMillis: performance.now() + oldestMillis }
      return nano
    },
    findTraceIds: async (prefix, limit) => {
      const find = (file: string) =>
        runQuery<{ traceId: string }>(`trace-list/${file}`, { parameters: { prefix, limit } })
      const found = await find('find-by-prefix')
      // Reads every line, so only when no span has such an ID.
      const rows = found.length > 0 ? found : await find('find-by-prefix-without-spans')
      return rows.map(({ traceId }) => traceId)
    },
    countTraces: ({ range, condition, withoutErrors, steps }) =>
      runQuery<TraceCount>('trace-list/count-traces', {
        ...{ range, condition },
        parameters: {
          withoutErrors,
          start: String(steps.startNano),
          step: String(steps.stepNano),
        },
      }),
    findTracesWithoutSpans: ({ range, service, run, status = '', after, limit }) =>
      runQuery<TracePosition>('trace-list/find-traces-without-spans', {
        ...{ range, service, run },
        parameters: {
          ...{ status, limit },
          after: after?.lastMatchNano ?? '0',
          afterTraceId: after?.traceId ?? '',
        },
      }),
    summarizeTracesWithoutSpans: async (traceIds, { range, service = '', run = '' }) => {
      if (traceIds.length === 0) return []
      const rows = await runQuery<WithoutSpansRow>('trace-list/summarize-traces-without-spans', {
        range,
        parameters: { service, run, traceIds },
      })
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
