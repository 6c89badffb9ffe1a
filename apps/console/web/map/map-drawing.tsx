import type { ServiceMap } from '../../src/api/contract-service-map.ts'
import { serviceColor } from '../components/service-mark.tsx'
import { type PlacedNode, placeNodes } from './map-layout.ts'

const NODE_WIDTH = 170
const NODE_HEIGHT = 40
const COLUMN_WIDTH = 260
const ROW_HEIGHT = 70
const NAME_LENGTH = 22
/** The drawing scrolls instead of shrinking further. */
const LEAST_SCALE = 0.85

/** The service map as a drawing; the table below has the same data. */
export function MapDrawing({ map }: { readonly map: ServiceMap }) {
  const nodes = placeNodes(map)
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const columns = 1 + Math.max(0, ...nodes.map(({ column }) => column))
  const rows = 1 + Math.max(0, ...nodes.map(({ row }) => row))
  const most = Math.max(1, ...map.calls.map(({ count }) => count))
  const width = (columns - 1) * COLUMN_WIDTH + NODE_WIDTH + 20
  const height = (rows - 1) * ROW_HEIGHT + NODE_HEIGHT + 20
  return (
    <svg
      className="map-drawing"
      role="img"
      aria-label="Service map; the table below has the same data"
      viewBox={`-10 -10 ${width} ${height}`}
      style={{ maxWidth: width, minWidth: width * LEAST_SCALE }}
    >
      {map.calls.map((call) => (
        <path
          key={`${call.caller}\n${call.callee}\n${call.isService}`}
          className={call.errorCount > 0 ? 'edge failed-edge' : 'edge'}
          d={edge(byName.get(call.caller), byName.get(call.callee))}
          strokeWidth={1 + 4 * Math.sqrt(call.count / most)}
        />
      ))}
      {nodes.map((node) => (
        <g
          key={node.name}
          className={node.isService ? serviceColor(node.name) : 'outside'}
          transform={`translate(${node.column * COLUMN_WIDTH} ${node.row * ROW_HEIGHT})`}
        >
          <title>{node.name}</title>
          <rect className="node" width={NODE_WIDTH} height={NODE_HEIGHT} rx={8} />
          <rect className="node-mark" x={8} y={12} width={4} height={16} rx={2} />
          <text x={20} y={25}>
            {shorten(node.name)}
          </text>
        </g>
      ))}
    </svg>
  )
}

function edge(from: PlacedNode | undefined, to: PlacedNode | undefined): string {
  if (from === undefined || to === undefined) return ''
  const x1 = from.column * COLUMN_WIDTH + NODE_WIDTH
  const y1 = from.row * ROW_HEIGHT + NODE_HEIGHT / 2
  const x2 = to.column * COLUMN_WIDTH
  const y2 = to.row * ROW_HEIGHT + NODE_HEIGHT / 2
  const bend = Math.max(40, Math.abs(x2 - x1) / 2)
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`
}

function shorten(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name
}
