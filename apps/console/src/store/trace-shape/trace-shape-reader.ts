import type { SpanLinkTo } from '../../contract/span-links.ts'
import type { ServiceCalls, TraceShapeReader } from '../../model/trace-shape-reader.ts'
import type { RunQuery } from '../run-query.ts'

/** Counts spans without their parent and calls between services; finds links to a trace. */
export function createTraceShapeReader(run: RunQuery): TraceShapeReader {
  return {
    countOrphans: async (traceIds) => {
      if (traceIds.length === 0) return new Map()
      const rows = await run<{ traceId: string; orphans: number }>('trace-shape/count-orphans', {
        parameters: { traceIds },
      })
      return new Map(rows.map(({ traceId, orphans }) => [traceId, orphans]))
    },
    countCalls: (range) => run<ServiceCalls>('trace-shape/count-calls', { range }),
    findLinksTo: (traceId, limit) =>
      run<SpanLinkTo>('trace-shape/find-links-to', { parameters: { traceId, limit } }),
  }
}
