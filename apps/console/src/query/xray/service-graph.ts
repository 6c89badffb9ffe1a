import type { Facts } from './facts.ts'
import { clientKey, type TraceFacts } from './trace-facts.ts'

export interface Statistics {
  readonly ok: number
  readonly errors: number
  readonly throttles: number
  readonly faults: number
  readonly total: number
  readonly totalSeconds: number
  /** Response times, rounded, and how many calls took each. */
  readonly histogram: ReadonlyMap<number, number>
}

export interface ServiceNode {
  readonly key: string
  readonly name: string
  readonly type: string
  readonly isRoot: boolean
  readonly calls: Statistics
  readonly edges: readonly { readonly to: string; readonly calls: Statistics }[]
}

/** Services and calls between them, over traces: what the service map shows. */
export function serviceGraph(traces: readonly TraceFacts[]): readonly ServiceNode[] {
  const calls = traces.flatMap((trace) => trace.calls)
  const made = Map.groupBy(calls, ({ from }) => from)
  const answered = Map.groupBy(calls, ({ to }) => to)
  return [...new Set([...made.keys(), ...answered.keys()])].map((key) => {
    const [name = '', type = ''] = key.split('\n')
    const incoming = answered.get(key) ?? []
    const outgoing = Map.groupBy(made.get(key) ?? [], ({ to }) => to)
    return {
      key,
      name,
      type,
      isRoot: incoming.length === 0 || incoming.some(({ from }) => from === clientKey),
      calls: statistics(incoming.map(({ facts }) => facts)),
      edges: [...outgoing].map(([to, ofEdge]) => ({
        to,
        calls: statistics(ofEdge.map(({ facts }) => facts)),
      })),
    }
  })
}

/** A call counts once, as the worst that it was: fault, then throttle, then error. */
export function statistics(calls: readonly Facts[]): Statistics {
  const count = (test: (facts: Facts) => boolean) => calls.filter(test).length
  const histogram = new Map<number, number>()
  for (const { responseSeconds } of calls) {
    const rounded = Number(responseSeconds.toPrecision(2))
    histogram.set(rounded, (histogram.get(rounded) ?? 0) + 1)
  }
  return {
    ok: count(({ fault, throttle, error }) => !fault && !throttle && !error),
    errors: count(({ fault, throttle, error }) => !fault && !throttle && error),
    throttles: count(({ fault, throttle }) => !fault && throttle),
    faults: count(({ fault }) => fault),
    total: calls.length,
    totalSeconds: calls.reduce((sum, { responseSeconds }) => sum + responseSeconds, 0),
    histogram,
  }
}
