import { formatDuration } from '../../src/format/duration.ts'
import { StatusCode } from '../components/status-code.tsx'
import { serviceColor } from '../ui/colors.ts'
import { Dot } from '../ui/swatch.tsx'
import textCss from '../ui/text.module.css'
import type { PointerPosition } from '../ui/tooltip.tsx'
import type { CriticalSection } from './critical-path.ts'
import type { Scope } from './focus.ts'
import { indentPixels } from './indent.ts'
import { RowMarks, type RowMarksProps } from './row-marks.tsx'
import { shortName, statusCodeOf, targetOf } from './span-text.ts'
import { hasChildren, type SpanNode } from './span-tree.ts'
import css from './waterfall-row.module.css'

/** Deeper rows show their depth as a number. */
const DEEPEST_PLAIN = 8
const MIN_BAR_PERCENT = 0.3

interface WaterfallRowProps extends RowMarksProps {
  readonly offsetPixels: number
  readonly scope: Scope
  readonly selected: boolean
  readonly matched: boolean
  readonly collapsed: boolean
  readonly critical: readonly CriticalSection[] | undefined
  readonly onSelect: () => void
  readonly onToggle: () => void
  readonly onPoint: (at: PointerPosition | undefined) => void
}

/** Row of a span: name, bar and duration. */
export function WaterfallRow(props: WaterfallRowProps) {
  const { node, scope, selected, matched, collapsed, onSelect, onToggle, onPoint } = props
  const { span } = node
  const depth = span.depth - scope.depth
  const parent = hasChildren(node)
  const states = [matched && css.matched, selected && css.selected, node.failed && css.hasError]
  const target = targetOf(span)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles keys for the row in aria-activedescendant
    <div
      id={rowId(node)}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={parent ? !collapsed : undefined}
      data-matched={matched || undefined}
      className={[css.row, serviceColor(span.service), ...states].filter(Boolean).join(' ')}
      style={{ transform: `translateY(${props.offsetPixels}px)` }}
      onClick={onSelect}
    >
      <span
        className={css.name}
        data-part="name"
        style={{ paddingLeft: `min(${indentPixels(depth)}px, 30%)` }}
      >
        <span
          className={parent ? `${css.twisty} ${css.parent}` : css.twisty}
          aria-hidden="true"
          onClick={(event) => {
            if (!parent) return
            event.stopPropagation()
            onToggle()
          }}
        >
          {parent ? (collapsed ? '▸' : '▾') : ''}
        </span>
        {depth > DEEPEST_PLAIN && (
          <span className={css.depth} aria-hidden="true">
            {depth}
          </span>
        )}
        <Dot />
        {node.failed && (
          <b className={css.errorSign}>
            <span aria-hidden="true">!</span>
            <span className={textCss.hidden}>error </span>
          </b>
        )}
        {span.orphan && <b className={`${textCss.tag} ${css.orphan}`}>parent missing</b>}
        <StatusCode code={statusCodeOf(span)} />
        <span className={css.label} data-part="label" title={span.name}>
          {shortName(span.name)}
          <span className={entersService(node) ? css.service : textCss.hidden}>
            {` ${span.service} `}
          </span>
          {target !== '' && <span className={css.target}>{target} </span>}
        </span>
        <RowMarks {...props} />
        {collapsed && <span className={textCss.tag}>+{node.end - node.index - 1}</span>}
      </span>
      <span
        className={css.time}
        data-part="time"
        onPointerMove={({ clientX: x, clientY: y }) => onPoint({ x, y })}
        onPointerLeave={() => onPoint(undefined)}
      >
        <i
          data-part="bar"
          className={span.onlySegment ? `${css.bar} ${css.outlined}` : css.bar}
          style={place(node.startNanos, node.durationNanos, scope)}
        />
        {props.critical?.map(({ fromNanos, toNanos }) => (
          <i
            key={fromNanos}
            className={css.critical}
            data-part="critical"
            style={place(fromNanos, toNanos - fromNanos, scope)}
          />
        ))}
      </span>
      <span className={css.duration}>{formatDuration(BigInt(span.durationNano))}</span>
    </div>
  )
}

export function rowId({ span }: SpanNode): string {
  return `span-${span.rowId}`
}

/** The service name is shown where the trace enters a service. */
function entersService({ span, parent }: SpanNode): boolean {
  return span.service !== parent?.span.service
}

/** Position of a bar; `undefined` outside of the zoomed time. */
function place(fromNanos: number, durationNanos: number, { startNanos, totalNanos }: Scope) {
  const from = (100 * (fromNanos - startNanos)) / totalNanos
  const to = from + (100 * durationNanos) / totalNanos
  if (to < 0 || from > 100) return { display: 'none' }
  const left = Math.min(100 - MIN_BAR_PERCENT, Math.max(0, from))
  const width = Math.max(MIN_BAR_PERCENT, Math.min(100, to) - left)
  return { left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }
}
