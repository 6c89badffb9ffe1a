import { lineTimeMillis } from './line-time.ts'
import type { LogLines } from './log-lines.ts'

/** The input from pino-cloudwatch: a string is one event, `LogLines` are one event per line. */
export interface InputEvent {
  /** Milliseconds since the epoch, for lines without a time of their own. */
  readonly timestamp: number
  readonly message: string | LogLines
}

export interface LogEvent {
  readonly timestamp: number
  /** The message in UTF-8: these bytes from `start` to `end`. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

const dayMillis = 24 * 60 * 60 * 1000
const lineFeed = 10
/** pino writes the level and the time within these bytes. */
const headBytes = 80

/** Splits events into calls: sorted by time and within 24 hours, as CloudWatch Logs requires. */
export function batchesOf(input: readonly InputEvent[]): LogEvent[][] {
  const events: LogEvent[] = []
  for (const event of input) addTo(events, event)
  if (events.some(({ timestamp }, at) => timestamp < (events[at - 1]?.timestamp ?? 0)))
    events.sort((one, other) => one.timestamp - other.timestamp)
  const [first, last] = [events[0]?.timestamp ?? 0, events.at(-1)?.timestamp ?? 0]
  if (last - first <= dayMillis) return [events]
  const days = Map.groupBy(events, ({ timestamp }) => Math.floor((timestamp - first) / dayMillis))
  return [...days.values()]
}

function addTo(events: LogEvent[], { timestamp, message }: InputEvent): void {
  if (typeof message === 'string') {
    const bytes = Buffer.from(message)
    events.push(eventOf(bytes, 0, bytes.length, timestamp))
    return
  }
  const { buffer, byteOffset, length } = message.bytes
  const bytes = Buffer.from(buffer, byteOffset, length)
  for (let start = 0; start < length; ) {
    const found = bytes.indexOf(lineFeed, start)
    const end = found < 0 ? length : found
    if (end > start) events.push(eventOf(bytes, start, end, timestamp))
    start = end + 1
  }
}

function eventOf(bytes: Buffer, start: number, end: number, otherwise: number): LogEvent {
  const head = bytes.toString('latin1', start, Math.min(end, start + headBytes))
  return { timestamp: lineTimeMillis(head) ?? otherwise, bytes, start, end }
}
