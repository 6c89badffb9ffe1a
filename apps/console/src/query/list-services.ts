import type { TimeFilters } from '../contract/filters.ts'
import type { OperationList, ServiceList } from '../contract/traces.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import { timeRange } from './time-range.ts'

/** Services that sent any signal; in all stored data without a range. */
export async function listServices(
  reader: TelemetryReader,
  range: TimeFilters,
  nowMillis = Date.now(),
): Promise<ServiceList> {
  return { services: await reader.listServices(timeRange(range, nowMillis)) }
}

/** Names of the services that sent spans; only these have traces in Jaeger's APIs. */
export async function listTracedServices(reader: TelemetryReader): Promise<string[]> {
  const { services } = await listServices(reader, {})
  return services.filter(({ spanCount }) => spanCount > 0).map(({ name }) => name)
}

export async function listOperations(
  reader: TelemetryReader,
  service: string,
): Promise<OperationList> {
  return { operations: await reader.listOperations(service) }
}
