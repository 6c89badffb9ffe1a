import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { type Area, areaOf, type Cell } from './heatmap-cells.ts'

interface Chosen {
  readonly anchor: Cell
  readonly head: Cell
  readonly isDragged: boolean
}

/**
 * Selects cells of a grid: by dragging, or with the arrow keys (Shift extends, Enter confirms,
 * Escape cancels). Rows count from the bottom.
 */
export function useAreaBrush(
  { steps, rows }: { readonly steps: number; readonly rows: number },
  onSelect: (area: Area) => void,
) {
  const [chosen, setChosen] = useState<Chosen>()
  const [pointed, setPointed] = useState<Cell & { readonly x: number; readonly y: number }>()
  const inside = ({ step, row }: Cell): Cell => ({
    step: Math.min(steps - 1, Math.max(0, step)),
    row: Math.min(rows - 1, Math.max(0, row)),
  })
  const cellAt = (event: PointerEvent): Cell => {
    const box = event.currentTarget.getBoundingClientRect()
    return inside({
      step: Math.floor(((event.clientX - box.left) / box.width) * steps),
      row: Math.floor((1 - (event.clientY - box.top) / box.height) * rows),
    })
  }
  const choose = (area: Area) => {
    onSelect(area)
    setChosen(undefined)
  }
  const area = chosen && areaOf(chosen.anchor, chosen.head)

  return {
    /** The current selection. */
    area,
    /** The cell under the pointer. */
    pointed,
    handlers: {
      onKeyDown(event: KeyboardEvent) {
        const move = ARROWS[event.key]
        if (move !== undefined) {
          const from = chosen?.head ?? pointed ?? { step: steps - 1, row: rows - 1 }
          // The first arrow key only shows the position.
          const to =
            chosen === undefined
              ? from
              : inside({ step: from.step + move.step, row: from.row + move.row })
          const anchor = event.shiftKey ? (chosen?.anchor ?? to) : to
          setChosen({ anchor, head: to, isDragged: false })
        } else if (event.key === 'Enter' && area !== undefined) choose(area)
        else if (event.key === 'Escape' && chosen !== undefined) setChosen(undefined)
        else return
        event.preventDefault()
      },
      onBlur: () => setChosen(undefined),
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const cell = cellAt(event)
        setChosen({ anchor: cell, head: cell, isDragged: true })
      },
      onPointerMove(event: PointerEvent) {
        const cell = cellAt(event)
        setPointed({ ...cell, x: event.clientX, y: event.clientY })
        if (chosen?.isDragged) setChosen({ ...chosen, head: cell })
      },
      onPointerUp(event: PointerEvent) {
        if (chosen?.isDragged) choose(areaOf(chosen.anchor, cellAt(event)))
      },
      onPointerCancel: () => setChosen(undefined),
      onPointerLeave: () => setPointed(undefined),
    },
  }
}

const ARROWS: Readonly<Record<string, Cell>> = {
  ArrowLeft: { step: -1, row: 0 },
  ArrowRight: { step: 1, row: 0 },
  ArrowUp: { step: 0, row: 1 },
  ArrowDown: { step: 0, row: -1 },
}
