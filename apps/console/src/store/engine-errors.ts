import { OverloadedError } from '../model/row-sink.ts'
import { StoreError } from '../model/store-error.ts'

const retryAfterSeconds = 5

/** ClickHouse's error types that pass by themselves or after a person made room. */
const transient = new Map([
  ['NOT_ENOUGH_SPACE', 'The disk of the data folder is full'],
  ['CANNOT_WRITE_TO_FILE_DESCRIPTOR', 'The disk of the data folder cannot be written'],
  ['MEMORY_LIMIT_EXCEEDED', 'The engine has no memory left for more'],
  ['TOO_MANY_PARTS', 'The engine merges more than it can take'],
  ['TOO_MANY_SIMULTANEOUS_QUERIES', 'The engine has too much to do'],
  ['TIMEOUT_EXCEEDED', 'The engine was too slow'],
  ['TABLE_IS_READ_ONLY', 'The engine takes no rows for now'],
])

const tooLarge = new Set([
  'TIMEOUT_EXCEEDED',
  'MEMORY_LIMIT_EXCEEDED',
  'TOO_MANY_ROWS_OR_BYTES',
  'TOO_MANY_ROWS',
  'TOO_MANY_BYTES',
])

/** What a failed insert means to a receiver: come again later, or these rows never. */
export function refusal(error: unknown): OverloadedError | StoreError {
  const type = engineType(error)
  if (type === undefined)
    return new OverloadedError(`The engine does not answer: ${String(error)}`, retryAfterSeconds)
  const passing = transient.get(type)
  if (passing) return new OverloadedError(passing, retryAfterSeconds, { cause: error })
  return new StoreError('CON_STORE_ROWS_REFUSED', `The engine refuses the rows: ${type}`, {
    cause: error,
  })
}

/** Whether the engine, or what it refused because of it, names a disk without room. */
export function isDiskFull(error: unknown): boolean {
  const cause = error instanceof OverloadedError ? error.cause : error
  return engineType(cause) === 'NOT_ENOUGH_SPACE'
}

export function isTransient(error: unknown): boolean {
  return error instanceof OverloadedError
}

/** What a failed question means to the one who asked. */
export function toStoreError(error: unknown): unknown {
  if (tooLarge.has(engineType(error) ?? ''))
    return new StoreError(
      'CON_STORE_QUERY_TOO_LARGE',
      'The query exceeded its time or memory limit: use a shorter time range, one service, or a lower limit',
      { cause: error },
    )
  return error
}

/** ClickHouse's name of an error. chDB throws the class of another package than the client, so the class says nothing. */
function engineType(error: unknown): string | undefined {
  return error instanceof Error && 'type' in error && typeof error.type === 'string'
    ? error.type
    : undefined
}
