import { lineTimeMillis } from './line-time.ts'
import type { LogLines } from './log-lines.ts'

/** As pino-cloudwatch hands it over: a message is one event, lines are one each. */
export interface InputEvent {
  /** Milliseconds since 1970, for what carries no time of its own. */
  readonly timestamp: number
  readonly message: string | LogLines
}

export interface LogEvent {
  readonly timestamp: number
  /** The message in UTF-8 is these bytes from `start` to `end`. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

const dayMillis = 24 * 60 * 60 * 1000
const lineFeed = 10
/** Within so many bytes pino has written its level and its time. */
const headBytes = 80

/** The events of each call: in order of their lines' own times, as the service demands, and none over more than a day. */
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
