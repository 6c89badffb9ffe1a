import type { ConsoleClient } from '../../client/console-client.ts'
import type { MetricQuery, MetricSearch } from '../../contract/metrics.ts'
import { describeOthers } from '../../format/metric.ts'
import { renderJson } from '../render/json.ts'
import { renderMetric, renderMetricList } from '../render/metrics.ts'
import type { Terminal } from '../terminal.ts'

export interface MetricOptions extends Omit<MetricQuery, 'name'> {
  readonly json?: true
}

const MAX_GROUPS = 50

export async function listMetrics(
  client: ConsoleClient,
  terminal: Terminal,
  options: MetricOptions,
): Promise<void> {
  const list = await client.listMetrics(filtersOf(options))
  const { type } = options
  const metrics = list.metrics.filter((metric) => type === undefined || metric.type === type)
  if (options.json) return terminal.print(renderJson({ metrics }))
  if (metrics.length === 0)
    return terminal.note('No metrics. Services send them every OTEL_METRIC_EXPORT_INTERVAL ms.')
  for (const line of renderMetricList(metrics, terminal)) terminal.print(line)
}

export async function showMetric(
  client: ConsoleClient,
  terminal: Terminal,
  name: string,
  options: MetricOptions,
): Promise<void> {
  const { json, by, type, limit } = options
  const result = await client.readMetric({
    ...{ name, ...filtersOf(options) },
    ...(by !== undefined && { by }),
    ...(type !== undefined && { type }),
    ...(limit !== undefined && { limit: Math.min(limit, MAX_GROUPS) }),
  })
  if (json) return terminal.print(renderJson(result))
  for (const line of renderMetric(result, terminal)) terminal.print(line)
  const others = describeOthers(result)
  if (others !== undefined) terminal.note(`${others}; use --type to choose.`)
}

function filtersOf({ service, since, run, where }: MetricOptions): MetricSearch {
  return {
    ...(service !== undefined && { service }),
    ...(since !== undefined && { since }),
    ...(run !== undefined && { run }),
    ...(where !== undefined && { where }),
  }
}
