import { readTraceId } from '../../query-language/trace-id.ts'

export type Body = Readonly<Record<string, unknown>>

/** A call that the X-Ray API rejects with `InvalidRequestException`. */
export class XrayQueryError extends Error {
  override readonly name = 'XrayQueryError'
  readonly code = 'CON_XRAY_INVALID_QUERY'
  readonly statusCode = 400
}

export interface TimeWindow {
  readonly fromNano: bigint
  readonly toNano: bigint
}

const maxWindowSeconds = 24 * 3_600

/** `StartTime` and `EndTime`, in seconds since the epoch, at most a day apart. */
export function readWindow(body: Body): TimeWindow {
  const { StartTime, EndTime } = body
  if (!isTime(StartTime) || !isTime(EndTime))
    throw new XrayQueryError('StartTime and EndTime are required, in seconds since the epoch')
  if (EndTime < StartTime) throw new XrayQueryError('EndTime cannot be before StartTime')
  if (EndTime - StartTime > maxWindowSeconds)
    throw new XrayQueryError('Time range cannot be longer than 24 hours')
  return { fromNano: nanos(StartTime), toNano: nanos(EndTime) }
}

/** Optional text; `''` when absent. */
export function readText(body: Body, name: string, maxLength: number): string {
  const value = body[name] ?? ''
  if (typeof value !== 'string' || value.length > maxLength)
    throw new XrayQueryError(`${name} is a string of at most ${maxLength} characters`)
  return value
}

/** `TraceIds`, in either form, as 32 hex digits. */
export function readTraceIds({ TraceIds }: Body, most: number): string[] {
  if (!Array.isArray(TraceIds) || TraceIds.length === 0 || TraceIds.length > most)
    throw new XrayQueryError(`TraceIds has 1 to ${most} entries`)
  return TraceIds.map((text) => {
    const id = typeof text === 'string' ? readTraceId(text) : undefined
    if (id === undefined) throw new XrayQueryError('Invalid trace ID')
    return id
  })
}

export function asBody(value: unknown): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body
  throw new XrayQueryError('The body is a JSON object')
}

export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < 9e9
}

function nanos(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e6)) * 1_000n
}
