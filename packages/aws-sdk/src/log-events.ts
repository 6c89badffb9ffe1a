import { lineTimeMillis } from './line-time.ts'

interface LogEvent {
  readonly timestamp: number
  readonly message: string
}

/** Puts each line's own time on its event and sorts by it, as the service demands; equal times keep their order. */
export function chronological(events: readonly LogEvent[]): LogEvent[] {
  return events
    .map(({ timestamp, message }) => ({ timestamp: lineTimeMillis(message) ?? timestamp, message }))
    .sort((one, other) => one.timestamp - other.timestamp)
}
