import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { hasChildren } from './span-tree.ts'
import type { Waterfall } from './use-waterfall.ts'

export const SEARCH_FIELD_ID = 'trace-search'
const PAGE_ROWS = 15

/** Keyboard shortcuts of the trace page, listed in help-sheet.tsx. */
export function useTraceKeys(waterfall: Waterfall): void {
  const next = () => waterfall.moveBy(1)
  const previous = () => waterfall.moveBy(-1)
  const leaveFocus = () => {
    if (waterfall.scope.root !== undefined) waterfall.focusOn(undefined)
  }
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
    f: () => {
      const { selected } = waterfall
      if (selected !== undefined && hasChildren(selected)) waterfall.focusOn(selected)
    },
    F: leaveFocus,
    '+': waterfall.zoomToSelected,
    '-': () => waterfall.setZoom(undefined),
    '/': () => document.getElementById(SEARCH_FIELD_ID)?.focus(),
    Enter: () => {
      if (waterfall.selected !== undefined) waterfall.toggle(waterfall.selected)
      else waterfall.moveBy(0)
    },
    Escape: () => {
      if (waterfall.zoom !== undefined) waterfall.setZoom(undefined)
      else if (waterfall.selected !== undefined) waterfall.unselect()
      else if (waterfall.text !== '') waterfall.setText('')
      else leaveFocus()
    },
  })
}
