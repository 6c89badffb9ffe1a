import type { Facts } from '../../query/xray/facts.ts'
import type { ServiceNode, Statistics } from '../../query/xray/service-graph.ts'
import { clientKey, type TraceFacts } from '../../query/xray/trace-facts.ts'
import { formatXrayTraceId } from '../../query/xray/trace-id.ts'

/** A trace as GetTraceSummaries answers it. */
export function traceSummary({ traceId, startNano, facts, services }: TraceFacts) {
  const [entry] = services.values()
  return {
    Id: formatXrayTraceId(traceId),
    StartTime: Number(startNano.slice(0, -6)) / 1_000,
    Duration: facts.durationSeconds,
    ResponseTime: facts.responseSeconds,
    HasFault: facts.fault,
    HasError: facts.error,
    HasThrottle: facts.throttle,
    IsPartial: facts.partial,
    Http: {
      HttpURL: facts.http.url,
      HttpStatus: facts.http.status,
      HttpMethod: facts.http.method,
      UserAgent: facts.http.userAgent,
      ClientIp: facts.http.clientIp,
    },
    Annotations: annotations(facts),
    Users: facts.users.map((UserName) => ({
      UserName,
      ServiceIds: entry ? [serviceId(entry)] : [],
    })),
    ServiceIds: [...services.values()].map(serviceId),
    ...(entry && { EntryPoint: serviceId(entry) }),
    Revision: 1,
  }
}

function serviceId({ name, type }: Pick<Facts, 'name' | 'type'>) {
  return { Name: name, Names: [name], Type: type || undefined }
}

function annotations({ annotations: all }: Facts) {
  const byKey = Map.groupBy(all, ([key]) => key)
  return Object.fromEntries(
    [...byKey].map(([key, entries]) => [
      key,
      [...new Set(entries.map(([, value]) => value))].map((value) => ({
        AnnotationValue: annotationValue(value),
      })),
    ]),
  )
}

/** Rows keep text; what reads as a number or a truth was one when it was sent. */
function annotationValue(value: string) {
  if (value === 'true' || value === 'false') return { BooleanValue: value === 'true' }
  const number = Number(value)
  return value !== '' && String(number) === value ? { NumberValue: number } : { StringValue: value }
}

/** Nodes as GetServiceGraph answers them. */
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
    SummaryStatistics: summary(calls),
    ResponseTimeHistogram: histogram(calls),
    DurationHistogram: histogram(calls),
    Edges: edges.map((edge) => ({
      ReferenceId: references.get(edge.to),
      ...times,
      SummaryStatistics: summary(edge.calls),
      ResponseTimeHistogram: histogram(edge.calls),
      Aliases: [],
    })),
  }))
}

function summary({ ok, errors, throttles, faults, total, totalSeconds }: Statistics) {
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

function histogram({ histogram: counts }: Statistics) {
  return [...counts].sort(([a], [b]) => a - b).map(([Value, Count]) => ({ Value, Count }))
}
