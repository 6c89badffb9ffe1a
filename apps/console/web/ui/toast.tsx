import { useSyncExternalStore } from 'react'
import css from './toast.module.css'

const SHOWN_MILLIS = 4_000

let current = ''
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** Shows a short message at the bottom of the window. */
export function showToast(text: string): void {
  set(text)
  clearTimeout(timer)
  timer = setTimeout(() => set(''), SHOWN_MILLIS)
}

/** The live region of {@link showToast}; rendered once, by the page frame. */
export function Toaster() {
  const text = useSyncExternalStore(subscribe, () => current)
  return (
    <div role="status" className={css.region}>
      {text !== '' && <p className={css.toast}>{text}</p>}
    </div>
  )
}

function set(text: string): void {
  current = text
  for (const notify of listeners) notify()
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}
