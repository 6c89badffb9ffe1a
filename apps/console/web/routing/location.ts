import { useMemo, useSyncExternalStore } from 'react'
import { keepPosition } from './positions.ts'

const MOVED = 'console:moved'

/** The current path, and the query that holds the state of the page. */
export interface PageLocation {
  readonly path: string
  readonly query: URLSearchParams
}

export function useLocation(): PageLocation {
  const href = useSyncExternalStore(subscribe, currentHref)
  return useMemo(() => {
    const url = new URL(href, window.location.origin)
    return { path: url.pathname, query: url.searchParams }
  }, [href])
}

/** Navigates to a URL. Use `replace` for changes that Back should not undo one by one. */
export function navigate(href: string, { replace = false } = {}): void {
  if (href === currentHref()) return
  if (replace) window.history.replaceState(window.history.state, '', href)
  else {
    keepPosition()
    window.history.pushState(null, '', href)
  }
  window.dispatchEvent(new Event(MOVED))
}

/** Returns the URL with some query parameters changed; `undefined` and '' remove a parameter. */
export function withQuery(
  { path, query }: PageLocation,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const next = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes))
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  const text = next.toString()
  return text === '' ? path : `${path}?${text}`
}

function currentHref(): string {
  return window.location.pathname + window.location.search
}

function subscribe(notify: () => void): () => void {
  window.addEventListener('popstate', notify)
  window.addEventListener(MOVED, notify)
  return () => {
    window.removeEventListener('popstate', notify)
    window.removeEventListener(MOVED, notify)
  }
}
