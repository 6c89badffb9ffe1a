import type { CallStatistics } from '../../query/xray/call-statistics.ts'
import type { ServiceNode } from '../../query/xray/service-graph.ts'
import { clientKey } from '../../query/xray/service-key.ts'

/** Nodes in the result of GetServiceGraph. */
export function services(nodes: readonly ServiceNode[], startSeconds: number, endSeconds: number) {
  const references = new Map(nodes.map(({ key }, index) => [key, index]))
  const times = { StartTime: startSeconds, EndTime: endSeconds }
  return nodes.map(({ key, name, type, isRoot, calls, edges }, index) => ({
    ReferenceId: index,
    Name: name,
    Names: [name],
    Root: isRoot && key !== clientKey,
    Type: type || undefined,
    State: 'active',
    ...times,
    SummaryStatistics: summaryStatistics(calls),
    ResponseTimeHistogram: histogram(calls),
    DurationHistogram: histogram(calls),
    Edges: edges.map((edge) => ({
      ReferenceId: references.get(edge.to),
      ...times,
      SummaryStatistics: summaryStatistics(edge.calls),
      ResponseTimeHistogram: histogram(edge.calls),
      Aliases: [],
    })),
  }))
}

export function summaryStatistics({
  ok,
  errors,
  throttles,
  faults,
  total,
  totalSeconds,
}: CallStatistics) {
  return {
    OkCount: ok,
    ErrorStatistics: {
      ThrottleCount: throttles,
      OtherCount: errors,
      TotalCount: errors + throttles,
    },
    FaultStatistics: { OtherCount: faults, TotalCount: faults },
    TotalCount: total,
    TotalResponseTime: totalSeconds,
  }
}

export function histogram({ histogram: counts }: CallStatistics) {
  return [...counts].sort(([a], [b]) => a - b).map(([Value, Count]) => ({ Value, Count }))
}
