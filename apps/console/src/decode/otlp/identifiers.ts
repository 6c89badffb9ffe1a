const traceId = /^[0-9a-f]{32}$/
const spanId = /^[0-9a-f]{16}$/
const zero = /^0+$/

/** 32 lower-case hex digits, not all zero. */
export function isTraceId(id: string): boolean {
  return traceId.test(id) && !zero.test(id)
}

/** 16 lower-case hex digits, not all zero. */
export function isSpanId(id: string): boolean {
  return spanId.test(id) && !zero.test(id)
}

/** The same, with '' for absent: all-zero ids mean that too. */
export function optionalId(id: string, isId: (id: string) => boolean): string {
  return isId(id) ? id : ''
}
