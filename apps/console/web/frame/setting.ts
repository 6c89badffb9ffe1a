import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** A user setting, kept in local storage where that is allowed. */
export function readSetting(name: string): string | undefined {
  try {
    return window.localStorage.getItem(`console.${name}`) ?? undefined
  } catch {
    return undefined
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    window.localStorage.setItem(`console.${name}`, value)
  } catch {
    // Storage is not allowed: the setting lasts until the page is closed.
  }
  for (const notify of listeners) notify()
}

export function useSetting(name: string): string | undefined {
  return useSyncExternalStore(subscribe, () => readSetting(name))
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}
