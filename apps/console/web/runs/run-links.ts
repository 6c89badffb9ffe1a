import type { Run } from '../../src/contract/runs.ts'
import { formatExactInstant } from '../../src/format/instant.ts'

const SECOND = 1_000_000_000n

/** URLs of the pages with the data of a run. */
export function linksOfRun({ service, instanceId, spanCount, ...run }: Run) {
  const of = { service, run: instanceId }
  const time = {
    start: formatExactInstant(String((BigInt(run.firstSeenUnixNano) / SECOND) * SECOND)),
    end: formatExactInstant(String((BigInt(run.lastSeenUnixNano) / SECOND + 1n) * SECOND)),
  }
  const href = (path: string, query: Record<string, string>) =>
    `${path}?${new URLSearchParams(query)}`
  return {
    traces: href('/traces', spanCount > 0 ? of : { ...of, spans: 'missing' }),
    query: href('/query', { ...of, ...time }),
    logs: href('/logs', of),
    errors: href('/errors', of),
    compare: href('/compare', of),
  }
}
