import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics'

/** Divides a collection into parts of at most `maxPoints` data points. */
export function* splitPoints(
  { resource, scopeMetrics }: ResourceMetrics,
  maxPoints: number,
): Generator<ResourceMetrics> {
  let part: { scope: (typeof scopeMetrics)[number]['scope']; metrics: MetricData[] }[] = []
  let left = maxPoints
  for (const { scope, metrics } of scopeMetrics) {
    for (const metric of metrics) {
      for (let from = 0; from < metric.dataPoints.length; ) {
        const dataPoints = metric.dataPoints.slice(from, from + left)
        const last = part.at(-1)
        const inScope = last?.scope === scope ? last : { scope, metrics: [] }
        if (inScope !== last) part.push(inScope)
        inScope.metrics.push({ ...metric, dataPoints } as MetricData)
        from += dataPoints.length
        left -= dataPoints.length
        if (left > 0) continue
        yield { resource, scopeMetrics: part }
        part = []
        left = maxPoints
      }
    }
  }
  if (part.length > 0) yield { resource, scopeMetrics: part }
}
