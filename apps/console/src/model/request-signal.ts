import { AsyncLocalStorage } from 'node:async_hooks'

/** The signal of the current request, aborted when its client has gone: its queued queries never start. */
export const requestSignal = new AsyncLocalStorage<AbortSignal | undefined>()
