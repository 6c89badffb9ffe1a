/** X-Ray's form of 32 hex digits: `1-<8>-<24>`. */
export function formatXrayTraceId(traceId: string): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
}

/** 32 hex digits of either form, or nothing. */
export function parseXrayTraceId(text: string): string | undefined {
  const [, digits, time, rest] =
    /^(?:([0-9a-f]{32})|1-([0-9a-f]{8})-([0-9a-f]{24}))$/i.exec(text) ?? []
  return (digits ?? (time && rest && time + rest))?.toLowerCase()
}
