import type { FindingSeverity } from '../../contract/finding-kinds.ts'
import type { Finding, FindingGroup } from '../../contract/findings.ts'

/** A finding with its trace. */
export interface FindingInTrace extends Finding {
  readonly traceId: string
  readonly startUnixNano: string
}

const maxExamples = 5
const spansOfExample = 5
const order: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 }

/** By severity, then by the number of traces. */
export function groupFindings(findings: readonly FindingInTrace[]): FindingGroup[] {
  const groups = Map.groupBy(findings, ({ kind, service, operation }) =>
    [kind, service, operation].join('\n'),
  )
  return [...groups.values()].map(toGroup).sort(compareGroups)
}

function toGroup(findings: readonly FindingInTrace[]): FindingGroup {
  const newestFirst = findings.toSorted((a, b) =>
    compareText(b.startUnixNano.padStart(20, '0'), a.startUnixNano.padStart(20, '0')),
  )
  const [newest] = newestFirst
  if (newest === undefined) throw new Error('a group has a finding')
  const { kind, severity, service, operation, advice, startUnixNano } = newest
  return {
    ...{ kind, severity, service, operation, advice },
    findingCount: findings.length,
    traceCount: new Set(findings.map(({ traceId }) => traceId)).size,
    lastUnixNano: startUnixNano,
    examples: newestFirst.slice(0, maxExamples).map(({ spans, ...example }) => ({
      ...{ traceId: example.traceId, startUnixNano: example.startUnixNano },
      ...{ spanCount: example.spanCount, reason: example.reason },
      spans: spans.slice(0, spansOfExample),
    })),
  }
}

function compareGroups(a: FindingGroup, b: FindingGroup): number {
  return (
    order[a.severity] - order[b.severity] ||
    b.traceCount - a.traceCount ||
    compareText(a.kind, b.kind) ||
    compareText(a.service, b.service) ||
    compareText(a.operation, b.operation)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
