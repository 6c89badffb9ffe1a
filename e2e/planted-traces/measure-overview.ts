import { defaultFindingSettings } from '../../apps/console/src/findings/find-findings.ts'
import type { NearReaders } from '../../apps/console/src/query/findings/get-findings.ts'
import { getTrace, type TraceReaders } from '../../apps/console/src/query/get-trace.ts'
import { getTraceOverview } from '../../apps/console/src/query/overview/trace-overview.ts'
import { toContractTrace } from '../../apps/console/src/query/to-contract.ts'
import type { PlantedTrace } from './build/planted-trace.ts'
import { receive } from './examine.ts'

export interface OverviewSize {
  readonly kind: string
  /** Characters of the overview of `get_trace`. */
  readonly overview: number
  /** Characters of the whole trace as JSON. */
  readonly dump: number
  /** Whether the overview names the planted cause. */
  readonly isNamed: boolean
}

/** The size of the overview that an agent reads of a labeled trace, an hour after it. */
export async function measureOverview(
  trace: PlantedTrace,
  endMillis: number,
): Promise<OverviewSize> {
  const { spans, segments, logs, errors } = receive(trace, endMillis)
  const rows = spans.map(({ span }) => span)
  const readers = {
    reader: {
      getSpans: async () => rows,
      findTraceIds: async () => [],
      summarizeTraces: async () => [],
    },
    traceSignals: {
      getSegments: async () => segments,
      getLogs: async () => logs,
      getErrors: async () => errors,
    },
    traceShape: { findLinksTo: async () => [] },
    readTraces: async () => [],
  } as unknown as TraceReaders & NearReaders
  const traceId = '1'.repeat(32)
  const overview = await getTraceOverview(
    readers,
    traceId,
    {},
    defaultFindingSettings,
    endMillis + 3_600_000,
  )
  const [kind = ''] = trace.scenario.split(':')
  return {
    kind,
    overview: JSON.stringify(overview).length,
    dump: JSON.stringify(toContractTrace(await getTrace(readers, traceId))).length,
    isNamed: 'findings' in overview && overview.findings.some((one) => one.kind === kind),
  }
}
