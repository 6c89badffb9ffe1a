import { formatDuration } from '../../src/format/duration.ts'
import { serviceColor } from '../components/service-mark.tsx'
import type { CriticalSection } from './critical-path.ts'
import type { Scope } from './focus.ts'
import { hasChildren, type SpanNode } from './span-tree.ts'
import type { Signals } from './trace-signals.ts'

const INDENT_PIXELS = 14
const DEEPEST_INDENT = 18
const LEAST_BAR_PERCENT = 0.3

interface WaterfallRowProps {
  readonly node: SpanNode
  readonly offsetPixels: number
  readonly scope: Scope
  readonly selected: boolean
  readonly matched: boolean
  readonly collapsed: boolean
  readonly critical: readonly CriticalSection[] | undefined
  readonly beside: Signals
  /** Number of spans in other traces that link to this span. */
  readonly linksBack: number
  /** The service sends segments, but none for this span. */
  readonly lacksSegment: boolean
  readonly onSelect: () => void
  readonly onToggle: () => void
}

/** Row of a span: name, bar and duration. */
export function WaterfallRow(props: WaterfallRowProps) {
  const { node, scope, selected, matched, collapsed, onSelect, onToggle } = props
  const { span } = node
  const depth = span.depth - scope.depth
  const parent = hasChildren(node)
  const states = [selected && 'selected', matched && 'matched', node.failed && 'has-error']
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles keys for the row in aria-activedescendant
    <div
      id={rowId(node)}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={parent ? !collapsed : undefined}
      className={['waterfall-row', serviceColor(span.service), ...states].filter(Boolean).join(' ')}
      style={{ transform: `translateY(${props.offsetPixels}px)` }}
      onClick={onSelect}
    >
      <span
        className="row-name"
        style={{ paddingLeft: Math.min(depth, DEEPEST_INDENT) * INDENT_PIXELS }}
      >
        <span
          className={parent ? 'twisty' : 'twisty leaf'}
          aria-hidden="true"
          onClick={(event) => {
            if (!parent) return
            event.stopPropagation()
            onToggle()
          }}
        >
          {parent ? (collapsed ? '▸' : '▾') : ''}
        </span>
        <i className="dot" aria-hidden="true" />
        {node.failed && (
          <b className="error-sign">
            <span aria-hidden="true">!</span>
            <span className="visually-hidden">error </span>
          </b>
        )}
        {span.orphan && <b className="orphan-sign">parent missing</b>}
        <span className="row-label">
          {span.name}
          <span className={entersService(node) ? 'row-service' : 'visually-hidden'}>
            {` ${span.service} `}
          </span>
        </span>
        {span.onlySegment && <span className="row-mark">X-Ray only</span>}
        {props.lacksSegment && <span className="row-mark">no segment</span>}
        <SignalMarks {...props.beside} />
        {props.linksBack > 0 && <span className="row-mark">linked from {props.linksBack}</span>}
        {collapsed && <span className="row-hidden">+{node.end - node.index - 1}</span>}
      </span>
      <span className="row-time">
        <i
          className={span.onlySegment ? 'bar hollow' : 'bar'}
          style={place(node.startNanos, node.durationNanos, scope)}
        />
        {props.critical?.map(({ fromNanos, toNanos }) => (
          <i
            key={fromNanos}
            className="critical"
            style={place(fromNanos, toNanos - fromNanos, scope)}
          />
        ))}
      </span>
      <span className="row-duration">{formatDuration(BigInt(span.durationNano))}</span>
    </div>
  )
}

function SignalMarks({ errors, logs }: Signals) {
  return (
    <>
      {errors.length > 0 && <span className="row-mark failed">{errors.length} Rollbar</span>}
      {logs.length > 0 && (
        <span className="row-mark">
          {logs.length} {logs.length === 1 ? 'log' : 'logs'}
        </span>
      )}
    </>
  )
}

export function rowId({ span }: SpanNode): string {
  return `span-${span.spanId}`
}

/** The service name is shown where the trace enters a service. */
function entersService({ span, parent }: SpanNode): boolean {
  return span.service !== parent?.span.service
}

function place(fromNanos: number, durationNanos: number, { startNanos, totalNanos }: Scope) {
  const from = (100 * (fromNanos - startNanos)) / totalNanos
  const width = Math.max(LEAST_BAR_PERCENT, (100 * durationNanos) / totalNanos)
  const left = Math.min(100 - LEAST_BAR_PERCENT, Math.max(0, from))
  return { left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }
}
