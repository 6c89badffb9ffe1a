import { useEffect, useRef } from 'react'
import { serviceColour } from '../components/service-mark.tsx'
import { useTheme } from '../frame/theme.ts'
import type { Scope } from './focus.ts'
import type { SpanNode } from './span-tree.ts'
import './trace-minimap.css'

const HEIGHT_PIXELS = 48
/** With fewer rows than this the whole waterfall is in sight anyway. */
const LEAST_ROWS = 30

/** The whole trace as lines, with the part in sight marked; a click goes there. */
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
  const shown = nodes.length >= LEAST_ROWS
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, nodes, scope)
  }, [nodes, scope, theme, shown])
  if (!shown) return null
  const percent = (row: number) => `${(100 * row) / nodes.length}%`
  return (
    <div
      className="minimap"
      aria-hidden="true"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        onChoose(Math.floor(((event.clientY - box.top) / box.height) * nodes.length))
      }}
    >
      <canvas ref={canvas} height={HEIGHT_PIXELS} />
      <i style={{ top: percent(first), height: percent(last - first + 1) }} />
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
  const colours = new Map<string, string>()
  const errorColour = getComputedStyle(canvas).getPropertyValue('--error-fill')
  const rowHeight = canvas.height / nodes.length
  const line = (row: number, { startNanos, durationNanos }: SpanNode, leastHeight: number) => {
    const x = ((startNanos - from) / totalNanos) * canvas.width
    const width = Math.max(scale, (durationNanos / totalNanos) * canvas.width)
    context.fillRect(x, row * rowHeight, width, Math.max(leastHeight, rowHeight * 0.8))
  }
  for (const [row, node] of nodes.entries()) {
    const { service } = node.span
    const colour = colours.get(service) ?? computedColour(canvas, service)
    colours.set(service, colour)
    context.fillStyle = colour
    line(row, node, scale / 2)
  }
  // Over the others and thicker: errors are what one looks for.
  context.fillStyle = errorColour
  for (const [row, node] of nodes.entries()) if (node.failed) line(row, node, scale * 2)
}

/** The stylesheet knows the colours; an element of the class tells. */
function computedColour(canvas: HTMLCanvasElement, service: string): string {
  const probe = document.createElement('span')
  probe.className = `minimap-probe ${serviceColour(service)}`
  canvas.parentElement?.append(probe)
  const colour = getComputedStyle(probe).backgroundColor
  probe.remove()
  return colour
}
