import { OverloadedError } from '../model/row-sink.ts'
import { StoreError } from '../model/store-error.ts'

const retryAfterSeconds = 5

/** ClickHouse error types that are worth a retry. */
const transient = new Map([
  ['NOT_ENOUGH_SPACE', 'The disk of the data folder is full'],
  ['CANNOT_WRITE_TO_FILE_DESCRIPTOR', 'The data folder cannot be written'],
  ['MEMORY_LIMIT_EXCEEDED', 'The engine is out of memory'],
  ['TOO_MANY_PARTS', 'The engine has too many parts to merge'],
  ['TOO_MANY_SIMULTANEOUS_QUERIES', 'The engine runs too many queries'],
  ['TIMEOUT_EXCEEDED', 'The insert timed out'],
  ['TABLE_IS_READ_ONLY', 'The table is read-only'],
])

const tooLarge = new Set([
  'TIMEOUT_EXCEEDED',
  'MEMORY_LIMIT_EXCEEDED',
  'TOO_MANY_ROWS_OR_BYTES',
  'TOO_MANY_ROWS',
  'TOO_MANY_BYTES',
])

/** Classifies a failed insert: retry later, or never. */
export function refusal(error: unknown): OverloadedError | StoreError {
  if (error instanceof OverloadedError || error instanceof StoreError) return error
  if (isOutOfSpace(error))
    return new OverloadedError('The disk of the data folder is full', retryAfterSeconds, {
      cause: error,
    })
  const type = engineType(error)
  if (type === undefined)
    return new OverloadedError(`The engine does not respond: ${String(error)}`, retryAfterSeconds)
  const passing = transient.get(type)
  if (passing) return new OverloadedError(passing, retryAfterSeconds, { cause: error })
  return new StoreError('CON_STORE_ROWS_REFUSED', `The engine rejects the rows: ${type}`, {
    cause: error,
  })
}

/** Whether the cause of the error is a full disk. */
export function isDiskFull(error: unknown): boolean {
  const cause = error instanceof OverloadedError ? error.cause : error
  return engineType(cause) === 'NOT_ENOUGH_SPACE' || isOutOfSpace(cause)
}

function isOutOfSpace(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOSPC'
}

export function isTransient(error: unknown): boolean {
  return error instanceof OverloadedError
}

const damaged = new Set([
  ...['CHECKSUM_DOESNT_MATCH', 'CORRUPTED_DATA', 'CANNOT_READ_ALL_DATA', 'CANNOT_DECOMPRESS'],
  ...['UNKNOWN_FORMAT_VERSION', 'INCORRECT_DATA', 'FILE_DOESNT_EXIST', 'NO_FILE_IN_DATA_PART'],
  ...['BAD_SIZE_OF_FILE_IN_DATA_PART', 'UNEXPECTED_FILE_IN_DATA_PART', 'TOO_LARGE_SIZE_COMPRESSED'],
  ...['ATTEMPT_TO_READ_AFTER_EOF', 'UNKNOWN_CODEC'],
])

/**
 * An error that names the damaged table, if the engine reports damaged files.
 * @param folder the data folder, if the console cannot start
 */
export function damageError(error: unknown, folder?: string): StoreError | undefined {
  const type = engineType(error)
  if (type === undefined || !damaged.has(type)) return undefined
  const [, table] = /\b(?:table|of) `?(?:\w+)`?\.`?(\w+)/i.exec(String(error)) ?? []
  const name = table === undefined ? 'A table' : `The table ${table}`
  const fix = folder === undefined ? 'run traces clear' : repairOf(folder)
  return new StoreError('CON_STORE_DAMAGED', `${name} is damaged (${type}): ${fix}`, {
    cause: error,
  })
}

export function repairOf(folder: string): string {
  return `delete ${folder}, or set CONSOLE_DATA_DIR to another folder`
}

/** Classifies a failed query. */
export function toStoreError(error: unknown): unknown {
  const damage = damageError(error)
  if (damage) return damage
  if (tooLarge.has(engineType(error) ?? ''))
    return new StoreError(
      'CON_STORE_QUERY_TOO_LARGE',
      'The query exceeds its time or memory limit: use a shorter time range, one service, or a lower limit',
      { cause: error },
    )
  return error
}

/** The ClickHouse error type. chDB and the client throw errors of different classes, so the class is not checked. */
export function engineType(error: unknown): string | undefined {
  return error instanceof Error && 'type' in error && typeof error.type === 'string'
    ? error.type
    : undefined
}
