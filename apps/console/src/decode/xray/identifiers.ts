const xrayTraceId = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/i
const w3cTraceId = /^[0-9a-f]{32}$/i

export const segmentIdPattern = /^[0-9a-f]{16}$/i

/** Reads an X-Ray (`1-67891233-abcdef012345678912345678`) or W3C trace ID as 32 lowercase hex digits. */
export function readTraceId(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  if (w3cTraceId.test(value)) return value.toLowerCase()
  const parts = xrayTraceId.exec(value)
  return parts ? `${parts[1]}${parts[2]}`.toLowerCase() : undefined
}
