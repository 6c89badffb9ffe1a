import type { OperationRow, ServiceRow, TelemetryReader } from '../model/telemetry-reader.ts'
import { type RequestedRange, timeRange } from './time-range.ts'

/** Services that sent any signal; in all stored data without a range. */
export function listServices(
  reader: TelemetryReader,
  range: RequestedRange,
  nowMillis = Date.now(),
): Promise<ServiceRow[]> {
  return reader.listServices(timeRange(range, nowMillis))
}

/** Names of the services that sent spans; only these have traces in Jaeger's APIs. */
export async function listTracedServices(reader: TelemetryReader): Promise<string[]> {
  const services = await listServices(reader, {})
  return services.filter(({ spanCount }) => spanCount > 0).map(({ name }) => name)
}

export function listOperations(reader: TelemetryReader, service: string): Promise<OperationRow[]> {
  return reader.listOperations(service)
}
