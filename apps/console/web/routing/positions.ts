const RESTORE_MILLIS = 2_000

interface Position {
  readonly scroll: number
  /** URL of the focused row of a list. */
  readonly row: string | undefined
}

/** Keeps the scroll position and the focused row of a page for Back and Forward. */
export function restorePositions(): void {
  window.history.scrollRestoration = 'manual'
  window.addEventListener('popstate', ({ state }) => {
    const position = (state as { position?: Position } | null)?.position
    if (position !== undefined) restore(position, performance.now() + RESTORE_MILLIS)
  })
}

/** Stores the position in the current history entry, before leaving it. */
export function keepPosition(): void {
  const row = document.activeElement?.closest('[data-row]')?.getAttribute('href') ?? undefined
  const position: Position = { scroll: window.scrollY, row }
  window.history.replaceState({ ...window.history.state, position }, '')
}

/** Waits until the page is tall enough, which takes some frames when its data is not cached. */
function restore(position: Position, untilMillis: number): void {
  const { scroll, row } = position
  const element =
    row && document.querySelector<HTMLElement>(`[data-row][href="${CSS.escape(row)}"]`)
  const isTall = document.documentElement.scrollHeight >= scroll + window.innerHeight
  if (!isTall || (row !== undefined && !element)) {
    if (performance.now() < untilMillis) requestAnimationFrame(() => restore(position, untilMillis))
    else window.scrollTo(0, scroll)
    return
  }
  if (element) element.focus({ preventScroll: true })
  window.scrollTo(0, scroll)
}
