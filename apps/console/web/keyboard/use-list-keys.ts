import type { RefObject } from 'react'
import { useShortcuts } from './use-shortcuts.ts'

/** `j` and `k` move the focus between the `[data-row]` elements of a list. */
export function useListKeys(list: RefObject<HTMLElement | null>): void {
  const move = (step: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const current = rows.indexOf(document.activeElement as HTMLElement)
    const next = current === -1 ? (step > 0 ? 0 : rows.length - 1) : current + step
    rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus()
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
  })
}
