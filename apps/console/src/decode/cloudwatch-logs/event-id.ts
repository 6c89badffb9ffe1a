/** What an event's id says of it. */
export interface EventPosition {
  readonly timestampMillis: number
  readonly ingestionTimeMillis: number
}

const timeDigits = 14
const idDigits = 56

/**
 * 56 digits, as CloudWatch gives them: the event's time, the time it arrived, a count. The ids of
 * a log group sort, as text, in the order in which its events are read.
 */
export function formatEventId(position: EventPosition, sequence: number): string {
  return (
    String(position.timestampMillis).padStart(timeDigits, '0') +
    String(position.ingestionTimeMillis).padStart(timeDigits, '0') +
    String(sequence).padStart(idDigits - 2 * timeDigits, '0')
  )
}

export function readEventId(id: string): EventPosition {
  return {
    timestampMillis: Number(id.slice(0, timeDigits)),
    ingestionTimeMillis: Number(id.slice(timeDigits, 2 * timeDigits)),
  }
}

/** The id directly after (`1`) or before (`-1`) another one, whether or not there is such an event. */
export function neighbourId(id: string, step: 1 | -1): string {
  const neighbour = BigInt(id) + BigInt(step)
  return String(neighbour < 0n ? 0n : neighbour).padStart(idDigits, '0')
}
