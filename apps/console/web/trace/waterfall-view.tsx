import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Trace } from '../../src/api/contract.ts'
import { TimeAxis, TimeGrid } from './time-axis.tsx'
import { TraceMinimap } from './trace-minimap.tsx'
import type { Waterfall } from './use-waterfall.ts'
import { rowId, WaterfallRow } from './waterfall-row.tsx'
import './waterfall.css'

const ROW_PIXELS = 30
const OVERSCAN_ROWS = 12

/** Rows for the spans in sight; the others are only height. */
export function WaterfallView({
  trace,
  waterfall,
}: {
  readonly trace: Trace
  readonly waterfall: Waterfall
}) {
  const { visible, selected } = waterfall
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
  const totalNanos = Math.max(1, Number(trace.durationNano))
  return (
    <div className="waterfall">
      <TraceMinimap
        nodes={visible}
        totalNanos={totalNanos}
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
            return (
              <WaterfallRow
                key={key}
                node={node}
                offsetPixels={start}
                totalNanos={totalNanos}
                selected={node === selected}
                matched={waterfall.matchedIds.has(node.span.spanId)}
                collapsed={waterfall.collapsed.has(node.span.spanId)}
                critical={waterfall.criticalPath?.get(node.span.spanId)}
                beside={waterfall.signals.of(node.span.spanId)}
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
