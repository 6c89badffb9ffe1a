import { Type } from '../../contract/schema.ts'
import { type AwsInput, createInputReader, type InputFailure } from '../../decode/aws-input.ts'
import { readTraceId } from '../../query-language/trace-id.ts'

export type Body = AwsInput

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

/** The description is the predicate of the error, after the name of the member. */
export const textUpTo = (maxLength: number) =>
  Type.String({ maxLength, description: `must be a string of at most ${maxLength} characters` })
const Seconds = Type.Number({ minimum: 0, exclusiveMaximum: 9e9 })

const { optional, required } = createInputReader(toQueryError)

export { optional }

function toQueryError({ name, schema, keyword }: InputFailure): XrayQueryError {
  if (name === 'StartTime' || name === 'EndTime')
    return new XrayQueryError('StartTime and EndTime are required, in seconds since the epoch')
  const isDescribed = 'description' in schema && keyword !== 'required'
  return new XrayQueryError(`${name} ${isDescribed ? schema.description : 'is required'}`)
}

/** `StartTime` and `EndTime` in seconds since the epoch. */
export function readTimes(body: Body): { readonly start: number; readonly end: number } {
  const start = required(body, 'StartTime', Seconds)
  const end = required(body, 'EndTime', Seconds)
  if (end < start) throw new XrayQueryError('EndTime cannot be before StartTime')
  return { start, end }
}

/** `StartTime` and `EndTime`, at most a day apart. */
export function readWindow(body: Body): TimeWindow {
  const { start, end } = readTimes(body)
  if (end - start > maxWindowSeconds)
    throw new XrayQueryError('Time range cannot be longer than 24 hours')
  return { fromNano: nanos(start), toNano: nanos(end) }
}

/** Optional text; `''` when absent. */
export function readText(body: Body, name: string, maxLength: number): string {
  return optional(body, name, textUpTo(maxLength)) ?? ''
}

/** `TraceIds`, in either form, as 32 hex digits. */
export function readTraceIds(body: Body, maxItems: number): string[] {
  const description = `must have 1 to ${maxItems} entries`
  const schema = Type.Array(Type.Unknown(), { minItems: 1, maxItems, description })
  return (optional(body, 'TraceIds', schema) ?? missing(`TraceIds ${description}`)).map((text) => {
    const id = typeof text === 'string' ? readTraceId(text) : undefined
    return id ?? missing('Invalid trace ID')
  })
}

function missing(message: string): never {
  throw new XrayQueryError(message)
}

export function asBody(value: unknown): Body {
  const description = 'must be a JSON object'
  return required(
    { 'The body': value ?? [] },
    'The body',
    Type.Record(Type.String(), Type.Unknown(), { description }),
  )
}

function nanos(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e6)) * 1_000n
}
