import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded, some } from '../text.ts'
import { httpUrl } from '../trace/attribute.ts'
import { idsOf } from '../trace/path-template.ts'
import type { SpanNode } from '../trace/trace-graph.ts'

const minCalls = 3
const control = /^(?:begin|start|commit|rollback|savepoint|release)\b/

interface Step {
  readonly node: SpanNode
  readonly call: NonNullable<SpanNode['call']>
}

/**
 * Reads below one span, one after another, whose input was known before the first of them: no ID in their
 * URL can come from an earlier response. Queries with parameters are left out, because their values are not
 * recorded, and so are those of a transaction, which share a connection.
 */
export const serialCalls: Detector = ({ nodes }, { savedMillis }) =>
  nodes
    .flatMap((parent) => runsBelow(parent))
    .flatMap((run) => {
      const independent = independentOf(run)
      const distinct = new Set(independent.map(({ call }) => call.key))
      if (distinct.size < minCalls) return []
      const durations = independent.map(({ node }) => node.durationMillis)
      const total = durations.reduce((sum, duration) => sum + duration, 0)
      const saved = total - Math.max(...durations)
      if (saved < savedMillis) return []
      const spans = independent.map(({ node }) => node)
      return [
        findingOf('serial-calls', spans, {
          reason: `${countOf(independent.length, 'call')} that do not depend on each other run one after another; in parallel they would take ${millis(total - saved)} instead of ${millis(total)}: ${some([...distinct].map((key) => labelOf(key, independent)))}`,
          advice:
            'Start the calls together and wait for all of them, for example with Promise.all.',
          evidence: {
            count: independent.length,
            totalMillis: rounded(total),
            savedMillis: rounded(saved),
          },
        }),
      ]
    })

function labelOf(key: string, steps: readonly Step[]): string {
  return steps.find(({ call }) => call.key === key)?.call.label ?? key
}

/** Reads below the span that follow each other without overlap; a write or a transaction ends a run. */
function runsBelow(parent: SpanNode): Step[][] {
  if (parent.children.length < minCalls) return []
  const runs: Step[][] = []
  let run: Step[] = []
  let isInTransaction = false
  let end = Number.NEGATIVE_INFINITY
  const endRun = () => {
    if (run.length >= minCalls) runs.push(run)
    run = []
  }
  for (const node of parent.children) {
    const call = callIn(node)
    const overlaps = node.startMillis < end - 0.1
    end = Math.max(end, node.endMillis)
    if (call === undefined) continue
    const keyword = control.exec(call.label)?.[0]
    if (keyword !== undefined) isInTransaction = keyword === 'begin' || keyword === 'start'
    const isStep = call.isRead && !call.isRepeatable && !call.failed && !isInTransaction
    if (!isStep || keyword !== undefined || overlaps) endRun()
    if (isStep && keyword === undefined) run.push({ node, call })
  }
  endRun()
  return runs
}

/** The call that the span is, or the only one that it wraps. */
function callIn(node: SpanNode): SpanNode['call'] {
  let inner: SpanNode | undefined = node
  while (inner?.call === undefined) {
    const [only, ...others]: readonly SpanNode[] = inner?.children ?? []
    if (others.length > 0 || only?.span.ServiceName !== node.span.ServiceName) return undefined
    inner = only
  }
  return inner.call
}

/** The first call and those that need nothing of its response; queries of a session often come before it. */
function independentOf(run: readonly Step[]): Step[] {
  const first = run.find(({ call }) => call.type !== 'query')
  const known = knownValues(run[0]?.node.entry, first?.call.ids ?? [])
  return run.filter(
    (step) =>
      step === first || (!step.call.hasUnknownInput && step.call.ids.every((id) => known.has(id))),
  )
}

/** IDs that the request came with, or that its first call had. */
function knownValues(request: SpanNode | undefined, ids: readonly string[]): ReadonlySet<string> {
  if (request === undefined) return new Set(ids)
  const url = httpUrl(request.span)
  const query = url.includes('?') ? new URLSearchParams(url.slice(url.indexOf('?'))) : []
  return new Set([
    ...ids,
    ...idsOf(url.replace(/[?#].*$/s, '')),
    ...[...query].flatMap(([, value]) => [value, ...value.split(',')]),
    ...Object.values(request.span.SpanAttributes),
  ])
}
