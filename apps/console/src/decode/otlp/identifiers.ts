const traceId = /^[0-9a-f]{32}$/
const spanId = /^[0-9a-f]{16}$/
const zero = /^0+$/

/** 32 lowercase hex digits, not all zero. */
export function isTraceId(id: string): boolean {
  return traceId.test(id) && !zero.test(id)
}

/** 16 lowercase hex digits, not all zero. */
export function isSpanId(id: string): boolean {
  return spanId.test(id) && !zero.test(id)
}

/** Returns '' for an invalid or all-zero ID. */
export function optionalId(id: string, isId: (id: string) => boolean): string {
  return isId(id) ? id : ''
}
