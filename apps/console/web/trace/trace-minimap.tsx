import { useEffect, useRef } from 'react'
import { useTheme } from '../frame/theme.ts'
import { serviceColor } from '../ui/colors.ts'
import type { Scope } from './focus.ts'
import type { SpanNode } from './span-tree.ts'
import css from './trace-minimap.module.css'

const HEIGHT_PIXELS = 48
/** With fewer rows the whole waterfall is visible anyway. */
const MIN_ROWS = 30

/** Overview of the whole trace with the visible rows marked; a click scrolls to that position. */
export function TraceMinimap({
  nodes,
  scope,
  first,
  last,
  onChoose,
}: {
  readonly nodes: readonly SpanNode[]
  readonly scope: Scope
  readonly first: number
  readonly last: number
  readonly onChoose: (row: number) => void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { theme } = useTheme()
  const shown = nodes.length >= MIN_ROWS
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, nodes, scope)
  }, [nodes, scope, theme, shown])
  if (!shown) return null
  const percent = (row: number) => `${(100 * row) / nodes.length}%`
  return (
    <div
      className={css.minimap}
      aria-hidden="true"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        onChoose(Math.floor(((event.clientY - box.top) / box.height) * nodes.length))
      }}
    >
      <canvas ref={canvas} height={HEIGHT_PIXELS} />
      <i
        className={css.visible}
        style={{ top: percent(first), height: percent(last - first + 1) }}
      />
    </div>
  )
}

function draw(
  canvas: HTMLCanvasElement,
  nodes: readonly SpanNode[],
  { startNanos: from, totalNanos }: Scope,
): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const scale = window.devicePixelRatio
  canvas.width = canvas.clientWidth * scale
  canvas.height = HEIGHT_PIXELS * scale
  const colors = new Map<string, string>()
  const errorColor = getComputedStyle(canvas).getPropertyValue('--error-fill')
  const rowHeight = canvas.height / nodes.length
  const line = (row: number, { startNanos, durationNanos }: SpanNode, minHeight: number) => {
    const x = ((startNanos - from) / totalNanos) * canvas.width
    const width = Math.max(scale, (durationNanos / totalNanos) * canvas.width)
    context.fillRect(x, row * rowHeight, width, Math.max(minHeight, rowHeight * 0.8))
  }
  for (const [row, node] of nodes.entries()) {
    const { service } = node.span
    const color = colors.get(service) ?? computedColor(canvas, service)
    colors.set(service, color)
    context.fillStyle = color
    line(row, node, scale / 2)
  }
  // Errors are drawn last and thicker, so that they stay visible.
  context.fillStyle = errorColor
  for (const [row, node] of nodes.entries()) if (node.failed) line(row, node, scale * 2)
}

/** Reads the color of a service from the stylesheet. */
function computedColor(canvas: HTMLCanvasElement, service: string): string {
  const probe = document.createElement('span')
  probe.className = `${css.probe} ${serviceColor(service)}`
  canvas.parentElement?.append(probe)
  const color = getComputedStyle(probe).backgroundColor
  probe.remove()
  return color
}
