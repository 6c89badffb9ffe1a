import { createHash } from 'node:crypto'
import type { ErrorRow } from '../../model/error-row.ts'
import { type ItemBody, readItemBody } from './item-body.ts'
import { asBlock, type Block, firstText } from './read-block.ts'
import { withoutCredentials } from './without-credentials.ts'

/** What the receiver knows of an item that says nothing of it. */
export interface Arrival {
  readonly receivedAtMillis: number
  /** Taken when the item has none of its own. */
  readonly uuid: string
}

export type DecodedItem = { readonly row: ErrorRow } | { readonly problem: string }

const levels = new Set(['critical', 'error', 'warning', 'info', 'debug'])
const maxLength = 255
const maxMessageLength = 16 * 1_024

/** The row of one item of Rollbar's API, from its `data`; a problem names the first rule it breaks. */
export function decodeItem(data: unknown, arrival: Arrival): DecodedItem {
  const item = asBlock(data)
  if (item === undefined) return { problem: 'data is required and must be an object' }
  const environment = firstText(maxLength, item.environment)
  if (environment === '') return { problem: 'data.environment is required and must be a string' }
  const body = readItemBody(item.body)
  if (typeof body === 'string') return { problem: body }
  if (item.level !== undefined && !levels.has(String(item.level)))
    return { problem: `data.level must be one of ${[...levels].join(', ')}` }
  const server = asBlock(item.server)
  const traceId = findId(item, 'trace_id', 32)
  return {
    row: {
      Timestamp: timestamp(item.timestamp, arrival.receivedAtMillis),
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

/** Seconds since the epoch, as Rollbar has it; what lies far from today is not believed. */
function timestamp(value: unknown, receivedAtMillis: number): string {
  const micros = typeof value === 'number' ? Math.round(value * 1e6) : 0
  const believed = micros > 0 && Math.abs(micros - receivedAtMillis * 1e3) < 30 * 86_400e6
  return `${believed ? micros : receivedAtMillis * 1_000}000`
}

/** A field of `custom`, or of the attributes `[{ key, value }]`. */
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

/** The item's own, or one of the exception's class and where it was thrown, whatever the line. */
function fingerprint(given: unknown, body: ItemBody): string {
  if (typeof given === 'string' && given !== '') {
    return given.length <= 40 ? given : hash([given])
  }
  // Without frames the text groups, numbers and ids aside.
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
