const listeners = new Set<() => void>()
const inBrowser = 'document' in globalThis

/** Reads a user setting, kept in local storage where that is allowed. */
export function readSetting(name: string): string | undefined {
  try {
    return inBrowser ? (localStorage.getItem(`console.${name}`) ?? undefined) : undefined
  } catch {
    return undefined
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`console.${name}`, value)
  } catch {
    // Storage is not allowed: the setting lasts until the page is closed.
  }
  for (const notify of listeners) notify()
}

export function subscribeToSettings(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}
