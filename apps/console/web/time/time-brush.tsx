import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { PointerTooltip } from '../ui/tooltip.tsx'
import css from './time-brush.module.css'
import { describeSteps, type StepRange, type TimeSteps } from './time-steps.ts'

/** A shorter drag is a click. */
const MIN_DRAG_PIXELS = 4

/**
 * Selects a time range on a chart: by dragging, or with the arrow keys (Shift extends, Enter
 * confirms, Escape cancels).
 */
export function TimeBrush({
  steps,
  label,
  describe,
  tip,
  onZoom,
  children,
}: {
  readonly steps: TimeSteps
  /** Title of the chart. */
  readonly label: string
  /** Describes the values of a step. */
  readonly describe: (step: number) => string
  /** Content of the tooltip at a step; the description by default. */
  readonly tip?: (step: number) => ReactNode
  readonly onZoom: (range: StepRange) => void
  /** The chart, which fills the box. */
  readonly children: ReactNode
}) {
  const [chosen, setChosen] = useState<Chosen>()
  const [pointed, setPointed] = useState<Pointed>()
  const lastStep = steps.stepCount - 1
  const range = chosen && {
    first: Math.min(chosen.anchor, chosen.head),
    last: Math.min(lastStep, Math.max(chosen.anchor, chosen.head)),
  }

  const stepAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    const step = Math.floor(((event.clientX - box.left) / box.width) * steps.stepCount)
    return Math.min(lastStep, Math.max(0, step))
  }
  const point = (event: PointerEvent) =>
    setPointed({ step: stepAt(event), x: event.clientX, y: event.clientY })
  const zoom = () => {
    if (range !== undefined) onZoom(range)
    setChosen(undefined)
  }
  const press = (event: KeyboardEvent) => {
    const head = chosen?.head ?? pointed?.step ?? lastStep
    // The first arrow key only shows the position.
    const by = chosen === undefined ? 0 : 1
    const target = { ArrowLeft: head - by, ArrowRight: head + by, Home: 0, End: lastStep }[
      event.key
    ]
    if (target !== undefined) {
      const next = Math.min(lastStep, Math.max(0, target))
      setChosen({ anchor: event.shiftKey ? (chosen?.anchor ?? next) : next, head: next })
    } else if (event.key === 'Enter' && chosen !== undefined) zoom()
    else if (event.key === 'Escape' && chosen !== undefined) setChosen(undefined)
    else return
    event.preventDefault()
  }

  const selectedText = range ? describeRange(steps, range, describe) : undefined
  const middle = range ? (range.first + range.last) / 2 : 0
  return (
    <div className={css.brush}>
      {children}
      <div
        className={css.area}
        role="slider"
        tabIndex={0}
        aria-label={`${label}: time range`}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={lastStep}
        aria-valuenow={chosen?.head ?? lastStep}
        aria-valuetext={selectedText ?? 'no selection'}
        onKeyDown={press}
        onBlur={() => {
          setChosen(undefined)
          setPointed(undefined)
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const step = stepAt(event)
          setChosen({ anchor: step, head: step, fromPixels: event.clientX })
          point(event)
        }}
        onPointerMove={(event) => {
          point(event)
          if (chosen?.fromPixels !== undefined) setChosen({ ...chosen, head: stepAt(event) })
        }}
        onPointerUp={(event) => {
          const from = chosen?.fromPixels
          if (from === undefined) return
          if (Math.abs(event.clientX - from) >= MIN_DRAG_PIXELS) zoom()
          else setChosen(undefined)
        }}
        onPointerCancel={() => {
          setChosen(undefined)
          setPointed(undefined)
        }}
        // The values of a tap are shown until the next one.
        onPointerLeave={({ pointerType }) => pointerType !== 'touch' && setPointed(undefined)}
      >
        {range && (
          <i
            className={css.box}
            style={{
              left: `${(100 * range.first) / steps.stepCount}%`,
              width: `${(100 * (range.last - range.first + 1)) / steps.stepCount}%`,
            }}
          />
        )}
      </div>
      {range === undefined && pointed !== undefined && (
        <>
          <i
            className={css.crosshair}
            style={{ left: `${(100 * (pointed.step + 0.5)) / steps.stepCount}%` }}
          />
          <PointerTooltip at={pointed}>
            {tip === undefined ? describe(pointed.step) : tip(pointed.step)}
          </PointerTooltip>
        </>
      )}
      {selectedText !== undefined && (
        <span
          className={middle < steps.stepCount / 2 ? css.text : `${css.text} ${css.atEnd}`}
          aria-hidden="true"
        >
          {selectedText}
        </span>
      )}
    </div>
  )
}

interface Pointed {
  readonly step: number
  /** In pixels of the window. */
  readonly x: number
  readonly y: number
}

interface Chosen {
  readonly anchor: number
  readonly head: number
  /** Pointer position at the start of a drag. */
  readonly fromPixels?: number
}

function describeRange(
  steps: TimeSteps,
  range: StepRange,
  describe: (step: number) => string,
): string {
  return range.first === range.last ? describe(range.first) : describeSteps(steps, range)
}
