import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { type PointerPosition, PointerTooltip } from '../ui/tooltip.tsx'
import { useColumnWidths } from './column-resizer.tsx'
import { SpanTooltip } from './span-tooltip.tsx'
import type { SpanNode } from './span-tree.ts'
import { TimeAxis, TimeGrid } from './time-axis.tsx'
import { TraceMinimap } from './trace-minimap.tsx'
import type { Waterfall } from './use-waterfall.ts'
import css from './waterfall.module.css'
import { rowId, WaterfallRow } from './waterfall-row.tsx'

const ROW_PIXELS = 30
const OVERSCAN_ROWS = 12

/** The waterfall; renders only the visible rows. */
export function WaterfallView({
  waterfall,
  highlighted,
}: {
  readonly waterfall: Waterfall
  /** Row IDs of the spans of a finding. */
  readonly highlighted: ReadonlySet<string>
}) {
  const { shownScope: scope, signals, visible, selected } = waterfall
  const [pointed, setPointed] = useState<{ node: SpanNode; at: PointerPosition }>()
  const columnWidths = useColumnWidths()
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    getItemKey: (row) => visible[row]?.span.rowId ?? row,
    overscan: OVERSCAN_ROWS,
  })
  const selectedRow = selected === undefined ? -1 : visible.indexOf(selected)
  useEffect(() => {
    if (selectedRow !== -1) virtualizer.scrollToIndex(selectedRow)
  }, [selectedRow, virtualizer])

  const rows = virtualizer.getVirtualItems()
  return (
    <div className={css.waterfall} style={columnWidths}>
      <TraceMinimap
        nodes={visible}
        scope={scope}
        first={rows[0]?.index ?? 0}
        last={rows.at(-1)?.index ?? 0}
        onChoose={(row) => virtualizer.scrollToIndex(row, { align: 'center' })}
      />
      <TimeAxis scope={scope} onZoom={waterfall.setZoom} />
      <div className={css.rows} ref={scroller}>
        <div
          role="tree"
          className={css.tree}
          tabIndex={0}
          aria-label="Spans"
          aria-activedescendant={selected === undefined ? undefined : rowId(selected)}
          style={{ height: virtualizer.getTotalSize() }}
        >
          <TimeGrid scope={scope} />
          {rows.map(({ index, start, key }) => {
            const node = visible[index]
            if (node === undefined) return null
            const spanSignals = signals.of(node.span.spanId)
            return (
              <WaterfallRow
                key={key}
                node={node}
                offsetPixels={start}
                scope={scope}
                selected={node === selected}
                matched={
                  waterfall.matchedIds.has(node.span.rowId) || highlighted.has(node.span.rowId)
                }
                collapsed={waterfall.collapsed.has(node.span.rowId)}
                critical={waterfall.criticalPath?.get(node.span.rowId)}
                signals={spanSignals}
                linksBack={waterfall.linkedFrom.get(node.span.spanId)?.length ?? 0}
                lacksSegment={
                  spanSignals.segments.length === 0 && signals.expectsSegment(node.span.service)
                }
                onSelect={() => waterfall.reveal(node)}
                onToggle={() => waterfall.toggle(node)}
                onPoint={(at) => setPointed(at && { node, at })}
              />
            )
          })}
        </div>
      </div>
      {pointed !== undefined && (
        <PointerTooltip at={pointed.at}>
          <SpanTooltip node={pointed.node} />
        </PointerTooltip>
      )}
    </div>
  )
}
