import type { MetricQuery } from '../../api/contract-metrics.ts'
import type { ConsoleClient } from '../console-client.ts'
import { renderJson } from '../render/json.ts'
import { renderMetric, renderMetricList } from '../render/metrics.ts'
import type { Terminal } from '../terminal.ts'

export interface MetricOptions extends Omit<MetricQuery, 'name'> {
  readonly json?: true
}

export async function listMetrics(
  client: ConsoleClient,
  terminal: Terminal,
  { json, service, since }: MetricOptions,
): Promise<void> {
  const list = await client.listMetrics({
    ...(service !== undefined && { service }),
    ...(since !== undefined && { since }),
  })
  if (json) return terminal.print(renderJson(list))
  if (list.metrics.length === 0)
    return terminal.note('No metrics. Services send them every OTEL_METRIC_EXPORT_INTERVAL ms.')
  for (const line of renderMetricList(list.metrics, terminal)) terminal.print(line)
}

export async function showMetric(
  client: ConsoleClient,
  terminal: Terminal,
  name: string,
  { json, service, since, by }: MetricOptions,
): Promise<void> {
  const result = await client.readMetric({
    name,
    ...(service !== undefined && { service }),
    ...(since !== undefined && { since }),
    ...(by !== undefined && { by }),
  })
  if (json) return terminal.print(renderJson(result))
  for (const line of renderMetric(result, terminal)) terminal.print(line)
}
