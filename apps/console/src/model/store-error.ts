/** What can be wrong with the store, by code; docs/errors.md explains each. */
export const storeErrorCodes = {
  CON_STORE_LOCKED: 'Another process owns the data folder',
  CON_STORE_NOT_WRITABLE: 'The data folder cannot be written',
  CON_STORE_UNSUPPORTED_PLATFORM: 'The embedded engine does not run on this platform',
  CON_STORE_NEWER_SCHEMA: 'The data were written by a newer console',
  CON_STORE_UNREACHABLE: 'The ClickHouse server does not answer or refuses the console',
  CON_STORE_DISK_FULL: 'The disk of the data folder is full',
  CON_STORE_ROWS_REFUSED: 'The engine does not accept these rows',
  CON_STORE_QUERY_TOO_LARGE: 'A query exceeded its time or memory limit',
  CON_STORE_CLOSING: 'The console is closing',
} as const

export type StoreErrorCode = keyof typeof storeErrorCodes

/** The message is one line that says what is wrong and what to do; nothing of the data is in it. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
