import type {
  SegmentCalls,
  SegmentReader,
  SegmentTracePosition,
} from '../../model/segment-reader.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import type { RunQuery } from '../run-query.ts'

const maxNano = 2n ** 63n - 1n

/** Reads X-Ray segments back from `xray_segments`. */
export function createSegmentReader(run: RunQuery): SegmentReader {
  return {
    findSegmentTraces: ({ fromNano, toNano, after, limit }) =>
      run<SegmentTracePosition>('segments/find-segment-traces', {
        range: { fromNano, toNano },
        parameters: {
          afterNano: after?.startNano ?? String(maxNano),
          afterTraceId: after?.traceId ?? '',
          limit,
        },
      }),
    countCalls: ({ fromNano, toNano, periodSeconds }) =>
      run<SegmentCalls>('segments/count-calls', {
        range: { fromNano, toNano },
        parameters: { period: periodSeconds },
      }),
    getSegmentsOfTraces: async (traceIds, limit) =>
      traceIds.length === 0
        ? []
        : run<SegmentRow>('segments/get-segments-of-traces', { parameters: { traceIds, limit } }),
  }
}
