import { useState } from 'react'
import type { ServiceCall, ServiceMap } from '../../src/contract/service-map.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { type Counted, formatCount, formatErrorRate } from '../../src/format/figures.ts'
import { serviceColor } from '../components/service-mark.tsx'
import { navigate } from '../routing/location.ts'
import { type PointerPosition, PointerTooltip } from '../ui/tooltip.tsx'
import { tracesOfCall } from './call-links.ts'
import { type PlacedNode, placeNodes } from './map-layout.ts'
import css from './map-page.module.css'

const NODE_WIDTH = 170
const NODE_HEIGHT = 48
const COLUMN_WIDTH = 260
const ROW_HEIGHT = 78
const NAME_LENGTH = 22
/** The drawing scrolls instead of shrinking further. */
const MIN_SCALE = 0.85

/** The service map as a drawing; the table below has the same data. */
export function MapDrawing({ map, since }: { readonly map: ServiceMap; readonly since: string }) {
  const [pointed, setPointed] = useState<{ text: string; at: PointerPosition }>()
  const nodes = placeNodes(map)
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const columns = 1 + Math.max(0, ...nodes.map(({ column }) => column))
  const rows = 1 + Math.max(0, ...nodes.map(({ row }) => row))
  const most = Math.max(1, ...map.calls.map(({ count }) => count))
  const width = (columns - 1) * COLUMN_WIDTH + NODE_WIDTH + 20
  const height = (rows - 1) * ROW_HEIGHT + NODE_HEIGHT + 40
  const point = (text: string) => ({
    onPointerMove: ({ clientX: x, clientY: y }: { clientX: number; clientY: number }) =>
      setPointed({ text, at: { x, y } }),
    onPointerLeave: () => setPointed(undefined),
  })
  return (
    <>
      <svg
        className={css.mapDrawing}
        role="img"
        aria-label="Service map; the table below has the same data"
        viewBox={`-10 -30 ${width} ${height}`}
        style={{ maxWidth: width, minWidth: width * MIN_SCALE }}
      >
        {map.calls.map((call) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same links
          <path
            key={`${call.caller}\n${call.callee}\n${call.isService}`}
            className={call.errorCount > 0 ? `${css.edge} ${css.failedEdge}` : css.edge}
            d={edge(byName.get(call.caller), byName.get(call.callee))}
            strokeWidth={1 + 4 * Math.sqrt(call.count / most)}
            onClick={() => navigate(tracesOfCall(call, since))}
            {...point(describeCall(call))}
          />
        ))}
        {nodes.map((node) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same links
          <g
            key={node.name}
            className={node.isService ? `${css.service} ${serviceColor(node.name)}` : css.outside}
            transform={`translate(${node.column * COLUMN_WIDTH} ${node.row * ROW_HEIGHT})`}
            onClick={() => {
              if (node.isService) navigate(`/services/${encodeURIComponent(node.name)}`)
            }}
            {...point(describeNode(node, map))}
          >
            <rect className={css.node} width={NODE_WIDTH} height={NODE_HEIGHT} rx={8} />
            <rect className={css.nodeMark} x={8} y={10} width={4} height={28} rx={2} />
            <text x={20} y={20}>
              {shorten(node.name)}
            </text>
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
  if (count === 0) return null
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

/** A curve; a call against the direction of the columns goes above its nodes. */
function edge(from: PlacedNode | undefined, to: PlacedNode | undefined): string {
  if (from === undefined || to === undefined) return ''
  const middle = NODE_HEIGHT / 2
  const [x1, y1] = [from.column * COLUMN_WIDTH + NODE_WIDTH, from.row * ROW_HEIGHT + middle]
  const [x2, y2] = [to.column * COLUMN_WIDTH, to.row * ROW_HEIGHT + middle]
  if (x2 > x1) {
    const bend = (x2 - x1) / 2
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
  }
  const top = Math.min(y1, y2) - ROW_HEIGHT * 0.6
  return `M${x1} ${y1}C${x1 + 50} ${top} ${x2 - 50} ${top} ${x2} ${y2}`
}

function shorten(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name
}
