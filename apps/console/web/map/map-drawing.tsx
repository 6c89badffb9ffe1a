import { type CSSProperties, useState } from 'react'
import type { TimeFilters } from '../../src/contract/filters.ts'
import type { ServiceCall, ServiceMap } from '../../src/contract/service-map.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { type Counted, formatCount, formatErrorRate } from '../../src/format/figures.ts'
import { navigate } from '../routing/location.ts'
import { serviceColor } from '../ui/colors.ts'
import { type PointerPosition, PointerTooltip } from '../ui/tooltip.tsx'
import { tracesOfCall, tracesOfNode } from './call-links.ts'
import { type PlacedNode, placeNodes } from './map-layout.ts'
import css from './map-page.module.css'

const NODE_WIDTH = 170
const NODE_HEIGHT = 48
const COLUMN_WIDTH = 260
/** Space for the calls within the last column. */
const RIGHT_SIDE = 50
const LEFT_SIDE = 10
/** Maps with many rows are denser. */
const ROW_HEIGHTS = { low: 62, high: 78 }
const MANY_ROWS = 9
/** The drawing scrolls instead of shrinking further. */
const MIN_SCALE = 0.85

/** The service map as a drawing; the table below has the same data. */
export function MapDrawing({
  map,
  time,
}: {
  readonly map: ServiceMap
  readonly time: TimeFilters
}) {
  const [pointed, setPointed] = useState<{ text: string; name?: string; at: PointerPosition }>()
  const nodes = placeNodes(map)
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const columns = 1 + Math.max(0, ...nodes.map(({ column }) => column))
  const rows = 1 + Math.max(0, ...nodes.map(({ row }) => row))
  const most = Math.max(1, ...map.calls.map(({ count }) => count))
  const width = (columns - 1) * COLUMN_WIDTH + NODE_WIDTH + LEFT_SIDE + RIGHT_SIDE
  const rowHeight = rows < MANY_ROWS ? ROW_HEIGHTS.high : ROW_HEIGHTS.low
  const height = (rows - 1) * rowHeight + NODE_HEIGHT + 40
  const point = (text: string, name?: string) => ({
    onPointerMove: ({ clientX: x, clientY: y }: { clientX: number; clientY: number }) =>
      setPointed({ text, ...(name !== undefined && { name }), at: { x, y } }),
    onPointerLeave: () => setPointed(undefined),
  })
  return (
    <>
      <svg
        className={css.mapDrawing}
        role="img"
        aria-label="Service map; the table below has the same data"
        viewBox={`${-LEFT_SIDE} -30 ${width} ${height}`}
        style={
          {
            ...{ maxWidth: width, minWidth: width * MIN_SCALE },
            '--edge-opacity': edgeOpacity(map.calls.length),
          } as CSSProperties
        }
      >
        <marker
          id="map-arrow"
          className={css.arrow}
          viewBox="0 0 8 8"
          refX={7}
          refY={4}
          markerWidth={8}
          markerHeight={8}
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" />
        </marker>
        {map.calls.map((call) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same links
          <path
            key={`${call.caller}\n${call.callee}\n${call.isService}`}
            className={[
              css.edge,
              call.errorCount > 0 && css.failedEdge,
              pointed?.name !== undefined && !isOf(call, pointed.name) && css.otherEdge,
            ]
              .filter(Boolean)
              .join(' ')}
            markerEnd="url(#map-arrow)"
            d={edge(byName.get(call.caller), byName.get(call.callee), rowHeight)}
            strokeWidth={1 + 4 * Math.sqrt(call.count / most)}
            onClick={() => navigate(tracesOfCall(call, time))}
            {...point(describeCall(call))}
          />
        ))}
        {nodes.map((node) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same links
          <g
            key={node.name}
            className={node.isService ? `${css.service} ${serviceColor(node.name)}` : css.outside}
            transform={`translate(${node.column * COLUMN_WIDTH} ${node.row * rowHeight})`}
            onClick={() => navigate(tracesOfNode(node.name, node.isService, map.calls, time))}
            {...point(describeNode(node, map), node.name)}
          >
            <rect className={css.node} width={NODE_WIDTH} height={NODE_HEIGHT} rx={8} />
            <rect className={css.nodeMark} x={8} y={10} width={4} height={28} rx={2} />
            <foreignObject x={20} y={5} width={NODE_WIDTH - 28} height={20}>
              <div className={css.name}>{node.name}</div>
            </foreignObject>
            <NodeFigures name={node.name} map={map} />
          </g>
        ))}
      </svg>
      {pointed !== undefined && <PointerTooltip at={pointed.at}>{pointed.text}</PointerTooltip>}
    </>
  )
}

/** Rate, errors and latency of the requests of a service, or of the calls of something outside. */
function NodeFigures({ name, map }: { readonly name: string; readonly map: ServiceMap }) {
  const requests = map.services.find((service) => service.name === name)?.requests
  const calls = map.calls.filter(({ callee }) => callee === name)
  const count = requests?.count || calls.reduce((sum, call) => sum + call.count, 0)
  if (count === 0)
    return (
      <text x={20} y={37} className={css.figures}>
        no requests
      </text>
    )
  const errorCount =
    requests?.count !== undefined && requests.count > 0
      ? requests.errorCount
      : calls.reduce((sum, call) => sum + call.errorCount, 0)
  const estimated = [requests, ...calls].some((figures) => figures?.estimated === true)
  const failed = errorCount > 0
  return (
    <text x={20} y={37} className={css.figures}>
      {formatCount({ count, estimated })}
      <tspan className={failed ? css.failedFigure : undefined}>
        {` · ${formatErrorRate({ count, errorCount, estimated })}`}
      </tspan>
      {requests !== undefined && requests.count > 0 && (
        <tspan>{` · ${formatDuration(BigInt(requests.p95Nano))}`}</tspan>
      )}
    </text>
  )
}

function describeCall(call: ServiceCall): string {
  const { caller, callee, p50Nano, p95Nano } = call
  const duration = (nanos: string) => formatDuration(BigInt(nanos))
  return `${caller} → ${callee}\n${counted(call, 'call')}\nP50 ${duration(p50Nano)}, P95 ${duration(p95Nano)}`
}

function describeNode({ name }: PlacedNode, { services }: ServiceMap): string {
  const requests = services.find((service) => service.name === name)?.requests
  if (requests === undefined || requests.count === 0) return name
  return `${name}\n${counted(requests, 'request')}\nP95 ${formatDuration(BigInt(requests.p95Nano))}`
}

function counted(figures: Counted, noun: string): string {
  return `${formatCount(figures)} ${noun}${figures.count === 1 ? '' : 's'}, ${formatErrorRate(figures)} errors`
}

/** Calls that cross others stay distinguishable: the more there are, the more they let through. */
function edgeOpacity(callCount: number): number {
  return Math.max(0.35, Math.min(0.8, 30 / Math.max(1, callCount)))
}

function isOf({ caller, callee }: ServiceCall, name: string): boolean {
  return caller === name || callee === name
}

/** A curve between facing sides; within a column at their right, and from a service to itself above it. */
function edge(from: PlacedNode | undefined, to: PlacedNode | undefined, rowHeight: number): string {
  if (from === undefined || to === undefined) return ''
  const [left, right] = [from.column * COLUMN_WIDTH, to.column * COLUMN_WIDTH]
  const y1 = from.row * rowHeight + NODE_HEIGHT / 2
  const y2 = to.row * rowHeight + NODE_HEIGHT / 2
  const end = left + NODE_WIDTH
  if (from === to) {
    const top = y1 - rowHeight * 0.6
    return `M${end} ${y1}C${end + 50} ${top} ${left - 50} ${top} ${left} ${y1}`
  }
  if (from.column === to.column)
    return `M${end} ${y1}C${end + 45} ${y1} ${end + 45} ${y2} ${end} ${y2}`
  const [x1, x2] = left < right ? [end, right] : [left, right + NODE_WIDTH]
  const bend = (x2 - x1) / 2
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}
