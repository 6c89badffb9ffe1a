import type { Run } from '../../src/contract/runs.ts'
import { formatExactInstant } from '../../src/format/instant.ts'

interface RunLink {
  readonly label: string
  readonly href: string
}

const SECOND = 1_000_000_000n

/**
 * Links to the pages with the data of a run.
 * @param hasPrevious Whether the service has an earlier run to compare with.
 */
export function linksOfRun(run: Run, hasPrevious: boolean): RunLink[] {
  const { service, instanceId } = run
  const of = { service, run: instanceId }
  const time = {
    start: formatExactInstant(String((BigInt(run.firstSeenUnixNano) / SECOND) * SECOND)),
    end: formatExactInstant(String((BigInt(run.lastSeenUnixNano) / SECOND + 1n) * SECOND)),
  }
  const link = (label: string, path: string, query: Record<string, string>): RunLink => ({
    label,
    href: `${path}?${new URLSearchParams(query)}`,
  })
  return [
    link('Traces', '/traces', run.spanCount > 0 ? of : { ...of, spans: 'missing' }),
    ...(run.spanCount > 0 ? [link('Query', '/query', { ...of, ...time })] : []),
    link('Logs', '/logs', of),
    link('Errors', '/errors', of),
    ...(hasPrevious ? [link('Compare', '/compare', of)] : []),
  ]
}
