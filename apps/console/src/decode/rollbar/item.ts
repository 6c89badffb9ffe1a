import { createHash } from 'node:crypto'
import type { ErrorRow } from '../../model/error-row.ts'
import { isStorableTime } from '../otlp/times.ts'
import { type ItemBody, readItemBody } from './item-body.ts'
import { asBlock, type Block, firstText } from './read-block.ts'

/** Defaults for an occurrence without a time or UUID. */
export interface Arrival {
  readonly receivedAtMillis: number
  /** Used when the occurrence has no UUID. */
  readonly uuid: string
  /** Older occurrences are refused; without a retention, none. */
  readonly retentionDays?: number | undefined
}

export type DecodedItem = { readonly row: ErrorRow } | { readonly problem: string }

const levels = new Set(['critical', 'error', 'warning', 'info', 'debug'])
const maxLength = 255
const dayMillis = 86_400_000
const maxMessageLength = 16 * 1_024

/** Decodes the `data` of Rollbar's item API to a row; the problem names the first invalid field. */
export function decodeItem(data: unknown, arrival: Arrival): DecodedItem {
  const item = asBlock(data)
  if (item === undefined) return { problem: 'data is required and must be an object' }
  const environment = firstText(maxLength, item.environment)
  if (environment === '') return { problem: 'data.environment is required and must be a string' }
  const body = readItemBody(item.body)
  if (typeof body === 'string') return { problem: body }
  if (item.level !== undefined && !levels.has(String(item.level)))
    return { problem: `data.level must be one of ${[...levels].join(', ')}` }
  const micros = timeMicros(item.timestamp, arrival.receivedAtMillis)
  const { retentionDays = Number.POSITIVE_INFINITY } = arrival
  if (micros < (arrival.receivedAtMillis - retentionDays * dayMillis) * 1e3)
    return { problem: `data.timestamp is older than CONSOLE_RETENTION_DAYS (${retentionDays})` }
  const server = asBlock(item.server)
  const traceId = findId(item, 'trace_id', 32)
  return {
    row: {
      Timestamp: `${micros}000`,
      Uuid: firstText(maxLength, item.uuid) || arrival.uuid,
      TraceId: traceId,
      SpanId: traceId && findId(item, 'span_id', 16),
      ServiceName: firstText(maxLength, field(item, 'service'), field(item, 'service.name')),
      Environment: environment,
      CodeVersion: firstText(maxLength, item.code_version, server?.code_version),
      Level: item.level === undefined ? 'error' : String(item.level),
      Fingerprint: fingerprint(item.fingerprint, body),
      Title: firstText(maxLength, item.title, title(body)),
      ExceptionClass: body.exceptionClass.slice(0, maxLength),
      Message: body.message.slice(0, maxMessageLength),
      Context: firstText(maxLength, item.context),
      Data: withoutCredentials(item),
    },
  }
}

/** From seconds since the epoch; without a time that the store can have, the arrival time. */
function timeMicros(value: unknown, receivedAtMillis: number): number {
  const micros = typeof value === 'number' ? Math.round(value * 1e6) : 0
  const isTime = Number.isSafeInteger(micros) && micros > 0
  return isTime && isStorableTime(BigInt(micros) * 1_000n) ? micros : receivedAtMillis * 1_000
}

/** Reads a field of `custom`, or of the attributes `[{ key, value }]`. */
function field(item: Block, name: string): unknown {
  const custom = asBlock(item.custom)
  if (custom !== undefined && Object.hasOwn(custom, name)) return custom[name]
  if (!Array.isArray(item.attributes)) return undefined
  return item.attributes.map(asBlock).find((attribute) => attribute?.key === name)?.value
}

function findId(item: Block, name: string, digits: number): string {
  const id = firstText(digits + 1, field(item, name))
  return id.length === digits && /^(?!0+$)[0-9a-f]+$/i.test(id) ? id.toLowerCase() : ''
}

/** The given fingerprint, or one of the exception class and the call stack without line numbers. */
function fingerprint(given: unknown, body: ItemBody): string {
  if (typeof given === 'string' && given !== '') {
    return given.length <= 40 ? given : hash([given])
  }
  // Without frames, the message without numbers and IDs is the fingerprint.
  const message = body.message.slice(0, 1_000).replace(/[0-9a-f]{8,}|\d+/gi, '#')
  return hash([body.exceptionClass, ...(body.frames.length > 0 ? body.frames : [message])])
}

function hash(parts: readonly string[]): string {
  return createHash('sha1').update(parts.join('\n')).digest('hex')
}

function title({ exceptionClass, message }: ItemBody): string {
  const [line = ''] = message.split('\n', 1)
  return exceptionClass === '' ? line : `${exceptionClass}: ${line}`
}

const credential =
  /^(x-rollbar-)?access[_-]?token$|^(proxy-)?authorization$|^(set-)?cookie$|^x-(api-key|honeycomb-team|amz-security-token)$/i

/**
 * Returns an occurrence's data as JSON with credentials redacted, in case the sender did not redact
 * them.
 */
function withoutCredentials(data: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(data, (key, value) => (credential.test(key) ? '[redacted]' : value))
  } catch {
    // Nested too deep for JSON.stringify; the columns still describe the error.
    return '{}'
  }
}
