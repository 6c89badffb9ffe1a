import type { StreamAddress } from './cloudwatch-logs-options.ts'
import type { LogEvent } from './log-events.ts'

const quote = 0x22
const backslash = 0x5c
const firstPrintable = 0x20
/** The longest JSON escape of one byte: `\u001f`. */
const longestEscape = 6
/** JSON around the message of an event. */
const frameBytes = 64

/**
 * Builds the body of a PutLogEvents call in one pass over the bytes.
 *
 * @param memory the buffer to reuse if it is large enough
 */
export function eventsBody(
  address: StreamAddress & { readonly sequenceToken?: string },
  events: readonly LogEvent[],
  memory: Buffer = Buffer.alloc(0),
): Buffer {
  const head = `${JSON.stringify(address).slice(0, -1)},"logEvents":[`
  // A line has about 50 quotes in 300 bytes; the buffer grows when there are more.
  const usualBytes = events.reduce(
    (total, { start, end }) => total + (end - start) * 1.25 + frameBytes,
    head.length * 3,
  )
  let body = memory
  let at = 0
  reserveBytes(Math.ceil(usualBytes))
  at = body.write(head)

  function reserveBytes(bytes: number): void {
    if (at + bytes <= body.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(Math.ceil(1.5 * body.length), at + bytes))
    body.copy(larger, 0, 0, at)
    body = larger
  }

  for (const [index, { timestamp, bytes, start, end }] of events.entries()) {
    reserveBytes((end - start) * longestEscape + frameBytes)
    at += body.write(`${index === 0 ? '' : ','}{"timestamp":${timestamp},"message":"`, at, 'latin1')
    at = writeEscaped(bytes, start, end, body, at)
    at += body.write('"}', at, 'latin1')
  }
  reserveBytes(2)
  at += body.write(']}', at, 'latin1')
  return body.subarray(0, at)
}

/** @returns the position after the written bytes */
function writeEscaped(
  bytes: Uint8Array,
  start: number,
  end: number,
  body: Buffer,
  to: number,
): number {
  let at = to
  for (let from = start; from < end; from++) {
    const byte = bytes[from] as number
    if (byte < firstPrintable) {
      at += body.write(`\\u00${byte.toString(16).padStart(2, '0')}`, at, 'latin1')
      continue
    }
    if (byte === quote || byte === backslash) body[at++] = backslash
    body[at++] = byte
  }
  return at
}
