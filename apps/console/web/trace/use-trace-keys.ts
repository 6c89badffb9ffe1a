import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import type { Waterfall } from './use-waterfall.ts'

export const SEARCH_FIELD_ID = 'trace-search'
const PAGE_ROWS = 15

/** The keys of a trace; help-sheet.tsx lists them. */
export function useTraceKeys(waterfall: Waterfall): void {
  const next = () => waterfall.moveBy(1)
  const previous = () => waterfall.moveBy(-1)
  useShortcuts({
    j: next,
    ArrowDown: next,
    k: previous,
    ArrowUp: previous,
    PageDown: () => waterfall.moveBy(PAGE_ROWS),
    PageUp: () => waterfall.moveBy(-PAGE_ROWS),
    Home: () => waterfall.moveToEnd(-1),
    End: () => waterfall.moveToEnd(1),
    h: waterfall.fold,
    ArrowLeft: waterfall.fold,
    l: waterfall.unfold,
    ArrowRight: waterfall.unfold,
    H: waterfall.foldAll,
    L: waterfall.unfoldAll,
    e: () => waterfall.nextError(1),
    E: () => waterfall.nextError(-1),
    n: () => waterfall.nextMatch(1),
    N: () => waterfall.nextMatch(-1),
    c: waterfall.togglePath,
    '/': () => document.getElementById(SEARCH_FIELD_ID)?.focus(),
    Enter: () => {
      if (waterfall.selected !== undefined) waterfall.toggle(waterfall.selected)
      else waterfall.moveBy(0)
    },
    Escape: () => {
      if (waterfall.selected !== undefined) waterfall.unselect()
      else waterfall.setText('')
    },
  })
}
