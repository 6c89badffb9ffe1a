import { type CallStatistics, mergeStatistics } from './call-statistics.ts'
import { clientKey, readKey } from './service-key.ts'

/** Calls from one service to another, both named by their keys. */
export interface CallGroup {
  readonly from: string
  readonly to: string
  readonly calls: CallStatistics
}

export interface ServiceNode {
  readonly key: string
  readonly name: string
  readonly type: string
  readonly isRoot: boolean
  readonly calls: CallStatistics
  readonly edges: readonly { readonly to: string; readonly calls: CallStatistics }[]
}

/** Services and the calls between them, for the service map. */
export function serviceGraph(groups: readonly CallGroup[]): readonly ServiceNode[] {
  const byCaller = Map.groupBy(groups, ({ from }) => from)
  const byCallee = Map.groupBy(groups, ({ to }) => to)
  return [...new Set([...byCaller.keys(), ...byCallee.keys()])].map((key) => {
    const incoming = byCallee.get(key) ?? []
    const outgoing = Map.groupBy(byCaller.get(key) ?? [], ({ to }) => to)
    return {
      key,
      ...readKey(key),
      isRoot: incoming.length === 0 || incoming.some(({ from }) => from === clientKey),
      calls: mergeStatistics(incoming.map(({ calls }) => calls)),
      edges: [...outgoing].map(([to, ofEdge]) => ({
        to,
        calls: mergeStatistics(ofEdge.map(({ calls }) => calls)),
      })),
    }
  })
}
