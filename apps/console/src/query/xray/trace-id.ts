/** X-Ray's form of 32 hex digits: `1-<8>-<24>`. */
export function formatXrayTraceId(traceId: string): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
}
