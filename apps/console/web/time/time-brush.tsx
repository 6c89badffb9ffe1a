import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { describeSteps, type StepRange, type TimeSteps } from './time-steps.ts'
import './time-brush.css'

/** A drag shorter than this is a click. */
const LEAST_DRAG_PIXELS = 4

/**
 * A chart over time on which a part of the time is chosen: by dragging, or with the arrow keys
 * (Shift widens, Enter chooses, Escape lets go).
 */
export function TimeBrush({
  steps,
  label,
  describe,
  onZoom,
  children,
}: {
  readonly steps: TimeSteps
  /** What the chart shows. */
  readonly label: string
  /** What a step holds. */
  readonly describe: (step: number) => string
  readonly onZoom: (range: StepRange) => void
  /** The drawing, which fills the box. */
  readonly children: ReactNode
}) {
  const [chosen, setChosen] = useState<Chosen>()
  const [pointed, setPointed] = useState<number>()
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
  const zoom = () => {
    if (range !== undefined) onZoom(range)
    setChosen(undefined)
  }
  const press = (event: KeyboardEvent) => {
    const head = chosen?.head ?? pointed ?? lastStep
    // The first arrow only shows where one stands.
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

  const told = range ? describeTold(steps, range, describe) : undefined
  const text = told ?? (pointed === undefined ? undefined : describe(pointed))
  const middle = range ? (range.first + range.last) / 2 : (pointed ?? 0)
  return (
    <div className="time-brush">
      {children}
      <div
        className="brush-area"
        role="slider"
        tabIndex={0}
        aria-label={`${label}: time to zoom into`}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={lastStep}
        aria-valuenow={chosen?.head ?? lastStep}
        aria-valuetext={told ?? 'nothing chosen'}
        onKeyDown={press}
        onBlur={() => setChosen(undefined)}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const step = stepAt(event)
          setChosen({ anchor: step, head: step, fromPixels: event.clientX })
        }}
        onPointerMove={(event) => {
          const step = stepAt(event)
          setPointed(step)
          if (chosen?.fromPixels !== undefined) setChosen({ ...chosen, head: step })
        }}
        onPointerUp={(event) => {
          const from = chosen?.fromPixels
          if (from === undefined) return
          if (Math.abs(event.clientX - from) >= LEAST_DRAG_PIXELS) zoom()
          else setChosen(undefined)
        }}
        onPointerCancel={() => setChosen(undefined)}
        onPointerLeave={() => setPointed(undefined)}
      >
        {range && (
          <i
            className="brush-box"
            style={{
              left: `${(100 * range.first) / steps.stepCount}%`,
              width: `${(100 * (range.last - range.first + 1)) / steps.stepCount}%`,
            }}
          />
        )}
      </div>
      {text !== undefined && (
        <span
          className={middle < steps.stepCount / 2 ? 'brush-text' : 'brush-text at-end'}
          aria-hidden="true"
        >
          {text}
        </span>
      )}
    </div>
  )
}

interface Chosen {
  readonly anchor: number
  readonly head: number
  /** Where the pointer went down, while it is down. */
  readonly fromPixels?: number
}

function describeTold(
  steps: TimeSteps,
  range: StepRange,
  describe: (step: number) => string,
): string {
  return range.first === range.last ? describe(range.first) : describeSteps(steps, range)
}
