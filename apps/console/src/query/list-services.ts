import type { OperationRow, ServiceRow, TelemetryReader } from '../model/telemetry-reader.ts'
import { type AskedRange, timeRange } from './time-range.ts'

/** Services that sent spans, everything kept unless a range is asked for. */
export function listServices(
  reader: TelemetryReader,
  range: AskedRange,
  nowMillis = Date.now(),
): Promise<ServiceRow[]> {
  return reader.listServices(timeRange(range, nowMillis))
}

export function listOperations(reader: TelemetryReader, service: string): Promise<OperationRow[]> {
  return reader.listOperations(service)
}
