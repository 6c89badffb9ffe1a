import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { TimeAxis, TimeGrid } from './time-axis.tsx'
import { TraceMinimap } from './trace-minimap.tsx'
import type { Waterfall } from './use-waterfall.ts'
import { rowId, WaterfallRow } from './waterfall-row.tsx'
import './waterfall.css'

const ROW_PIXELS = 30
const OVERSCAN_ROWS = 12

/** The waterfall; renders only the visible rows. */
export function WaterfallView({ waterfall }: { readonly waterfall: Waterfall }) {
  const { scope, signals, visible, selected } = waterfall
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    getItemKey: (row) => visible[row]?.span.spanId ?? row,
    overscan: OVERSCAN_ROWS,
  })
  const selectedRow = selected === undefined ? -1 : visible.indexOf(selected)
  useEffect(() => {
    if (selectedRow !== -1) virtualizer.scrollToIndex(selectedRow)
  }, [selectedRow, virtualizer])

  const rows = virtualizer.getVirtualItems()
  const { totalNanos } = scope
  return (
    <div className="waterfall">
      <TraceMinimap
        nodes={visible}
        scope={scope}
        first={rows[0]?.index ?? 0}
        last={rows.at(-1)?.index ?? 0}
        onChoose={(row) => virtualizer.scrollToIndex(row, { align: 'center' })}
      />
      <TimeAxis totalNanos={totalNanos} />
      <div className="waterfall-rows" ref={scroller}>
        <div
          role="tree"
          tabIndex={0}
          aria-label="Spans"
          aria-activedescendant={selected === undefined ? undefined : rowId(selected)}
          style={{ height: virtualizer.getTotalSize() }}
        >
          <TimeGrid totalNanos={totalNanos} />
          {rows.map(({ index, start, key }) => {
            const node = visible[index]
            if (node === undefined) return null
            const beside = signals.of(node.span.spanId)
            return (
              <WaterfallRow
                key={key}
                node={node}
                offsetPixels={start}
                scope={scope}
                selected={node === selected}
                matched={waterfall.matchedIds.has(node.span.spanId)}
                collapsed={waterfall.collapsed.has(node.span.spanId)}
                critical={waterfall.criticalPath?.get(node.span.spanId)}
                beside={beside}
                linksBack={waterfall.linkedFrom.get(node.span.spanId)?.length ?? 0}
                lacksSegment={
                  beside.segments.length === 0 && signals.expectsSegment(node.span.service)
                }
                onSelect={() => waterfall.reveal(node)}
                onToggle={() => waterfall.toggle(node)}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}
