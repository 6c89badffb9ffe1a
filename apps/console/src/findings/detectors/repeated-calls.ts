import type { SpanNode, TraceGraph } from '../trace/trace-graph.ts'
import { overlapOf, type RunOfCalls, runOf } from './run-of-calls.ts'

/** Longer pauses are those of a schedule or of polling. */
const maxMedianGapMillis = 500

/**
 * Calls of one type that one request repeats, by request and key. Their parents do not matter: each may be
 * wrapped in a span of a resolver or of a pool.
 */
export function repeatedCalls(
  { nodes }: TraceGraph,
  type: 'query' | 'http' | 'rpc',
  least: number,
): RunOfCalls[] {
  const byRequest = new Map<SpanNode, Map<string, SpanNode[]>>()
  for (const node of nodes) {
    const { call, entry } = node
    if (call?.type !== type || call.isRepeatable || call.failed) continue
    const byKey = byRequest.get(entry) ?? new Map<string, SpanNode[]>()
    byRequest.set(entry, byKey)
    const calls = byKey.get(call.key)
    if (calls) calls.push(node)
    else byKey.set(call.key, [node])
  }
  return [...byRequest.values()]
    .flatMap((byKey) => [...byKey.values()])
    .filter((calls) => calls.length >= least)
    .map(runOf)
    .filter(({ medianGapMillis }) => medianGapMillis <= maxMedianGapMillis)
}

/** `one after another` or `in parallel`. */
export function describeOrder(run: RunOfCalls): string {
  return overlapOf(run) > 0.5 ? 'in parallel' : 'one after another'
}
