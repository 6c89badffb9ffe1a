import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { ApiError } from '../api/client.ts'

let disconnected = false
const listeners = new Set<() => void>()

/** Tracks whether requests reach the console, also between the retries of a query. */
export function watchConnection(client: QueryClient): void {
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return
    const { action } = event
    // 'failed' before a retry, 'error' after the last.
    if (action.type === 'failed' || action.type === 'error')
      report(!(action.error instanceof ApiError))
    if (action.type === 'success' && action.manual !== true) report(false)
  })
}

/** Reports the result of a request that is not a query, such as the log tail. */
export function report(isDisconnected: boolean): void {
  if (disconnected === isDisconnected) return
  disconnected = isDisconnected
  for (const notify of listeners) notify()
}

export function useIsDisconnected(): boolean {
  return useSyncExternalStore(subscribe, () => disconnected)
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}
