/** The times encoded in an event ID. */
export interface EventPosition {
  readonly timestampMillis: number
  readonly ingestionTimeMillis: number
}

const timeDigits = 14
const idDigits = 56

/**
 * Returns 56 digits, the length of CloudWatch's IDs: event time, ingestion time, sequence number. The
 * IDs of a log group sort as text in reading order.
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

/** The ID directly after (`1`) or before (`-1`) another one; such an event need not exist. */
export function neighborId(id: string, step: 1 | -1): string {
  const neighbor = BigInt(id) + BigInt(step)
  return String(neighbor < 0n ? 0n : neighbor).padStart(idDigits, '0')
}
