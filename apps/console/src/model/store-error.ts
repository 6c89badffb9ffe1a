/** Error codes of the store; see docs/errors.md. */
export const storeErrorCodes = {
  CON_STORE_LOCKED: 'Another process owns the data folder',
  CON_STORE_NOT_WRITABLE: 'The data folder cannot be written',
  CON_STORE_UNSUPPORTED_PLATFORM: 'The embedded engine does not run on this platform',
  CON_STORE_NEWER_SCHEMA: 'The data folder was written by a newer console',
  CON_STORE_OTHER_SCHEMA: 'The tables were created by another build of the console and differ',
  CON_STORE_SCHEMA_MISSING:
    'The database of the ClickHouse server lacks the tables of this console',
  CON_STORE_SCHEMA_CONFLICT:
    'The database of the ClickHouse server has tables that the console cannot use',
  CON_STORE_UNREACHABLE: 'The ClickHouse server cannot be reached or refuses the connection',
  CON_STORE_DAMAGED: 'A table of the data folder is damaged',
  CON_STORE_FOLDER_REMOVED: 'The data folder was removed while the console runs',
  CON_STORE_DISK_FULL: 'The disk of the data folder is full',
  CON_STORE_ROWS_REFUSED: 'The engine rejects rows as invalid',
  CON_STORE_QUERY_TOO_LARGE: 'A query exceeds its time or memory limit',
  CON_STORE_CLOSING: 'The console is closing',
  CON_STORE_CANCELED: 'The client closed the connection before the response',
} as const

export type StoreErrorCode = keyof typeof storeErrorCodes

/** The message is one line that names the problem and the fix; it never contains telemetry. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
