import { useDeferredValue, useMemo, useState } from 'react'
import type { Trace } from '../../src/contract/traces.ts'
import { findCriticalPath } from './critical-path.ts'
import { scopeOf, type TimeWindow, zoomedScope } from './focus.ts'
import { findMatches, nextAround } from './span-search.ts'
import { ancestorIds, buildNodes, hasChildren, type SpanNode, visibleNodes } from './span-tree.ts'
import { placeSignals } from './trace-signals.ts'

/** State and actions of the trace page: selection, collapsed spans, focus, search. */
export type Waterfall = ReturnType<typeof useWaterfall>

interface Given {
  /** Initial selection and search. */
  readonly spanId: string
  readonly text: string
  /** The focused span; '' for the whole trace. */
  readonly focusId: string
  /** Called to change the focus; `undefined` for the whole trace. */
  readonly onFocus: (spanId: string | undefined) => void
}

export function useWaterfall(trace: Trace, { spanId, text: firstText, focusId, onFocus }: Given) {
  const [selectedId, setSelectedId] = useState(spanId)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState(firstText)
  const [showsPath, setShowsPath] = useState(false)
  const [zoom, setZoom] = useState<TimeWindow>()
  const searched = useDeferredValue(text)

  const all = useMemo(() => buildNodes(trace), [trace])
  const signals = useMemo(() => placeSignals(trace), [trace])
  const linkedFrom = useMemo(
    () => Map.groupBy(trace.linkedFrom ?? [], (link) => link.spanId),
    [trace],
  )
  const scope = useMemo(() => scopeOf(all, focusId), [all, focusId])
  const { nodes } = scope
  const whole = useMemo(
    () => ({
      errorCount: all.filter((node) => node.failed).length,
      loneCount: all.filter(({ span }) => span.onlySegment).length,
    }),
    [all],
  )
  const visible = useMemo(() => visibleNodes(nodes, collapsed), [nodes, collapsed])
  const failed = useMemo(() => nodes.filter((node) => node.failed), [nodes])
  const matches = useMemo(() => findMatches(nodes, searched), [nodes, searched])
  const matchedIds = useMemo(() => new Set(matches.map(({ span }) => span.rowId)), [matches])
  const criticalPath = useMemo(
    () => (showsPath ? findCriticalPath(nodes) : undefined),
    [nodes, showsPath],
  )
  const selected = useMemo(
    () => nodes.find(({ span }) => span.rowId === selectedId),
    [nodes, selectedId],
  )

  const isTop = (node: SpanNode) => node.parent === undefined || node === scope.root
  const reveal = (node: SpanNode | undefined) => {
    if (node === undefined) return
    const hidden = ancestorIds(node).filter((id) => collapsed.has(id))
    if (hidden.length > 0) setCollapsed(collapsed.difference(new Set(hidden)))
    setSelectedId(node.span.rowId)
  }
  const position = selected?.index ?? -1
  const row = selected === undefined ? -1 : visible.indexOf(selected)

  return {
    /** Totals of the whole trace: failed rows, and segments without a span. */
    whole,
    scope,
    /** The scope cut to the zoomed time. */
    shownScope: zoomedScope(scope, zoom),
    zoom,
    setZoom,
    /** Zooms to the selected span with a margin. */
    zoomToSelected() {
      if (selected === undefined) return
      const margin = Math.max(1, selected.durationNanos * 0.1)
      setZoom({
        fromNanos: selected.startNanos - margin,
        toNanos: selected.startNanos + selected.durationNanos + margin,
      })
    },
    signals,
    /** Spans of other traces, by the span they link to. */
    linkedFrom,
    visible,
    failed,
    matches,
    matchedIds,
    selected,
    collapsed,
    /** `undefined` while it is hidden. */
    criticalPath,
    togglePath: () => setShowsPath(!showsPath),
    text,
    setText,
    reveal,
    unselect: () => setSelectedId(''),
    /** Shows only the span and its descendants; without a span, the whole trace. */
    focusOn(node: SpanNode | undefined) {
      if (node !== undefined) reveal(node)
      setZoom(undefined)
      onFocus(node?.span.rowId)
    },
    moveBy: (step: number) =>
      reveal(visible[Math.min(visible.length - 1, Math.max(0, row === -1 ? 0 : row + step))]),
    moveToEnd: (step: 1 | -1) => reveal(step === 1 ? visible.at(-1) : visible[0]),
    nextError: (step: 1 | -1) => reveal(nextAround(failed, position, step)),
    // Search the current text: the deferred matches may belong to the previous one.
    nextMatch: (step: 1 | -1) => reveal(nextAround(findMatches(nodes, text), position, step)),
    toggle(node: SpanNode) {
      setCollapsed(collapsed.symmetricDifference(new Set([node.span.rowId])))
    },
    /** Collapses the span; on a leaf or a collapsed span, selects its parent. */
    fold() {
      if (selected === undefined) return
      if (hasChildren(selected) && !collapsed.has(selected.span.rowId))
        setCollapsed(collapsed.union(new Set([selected.span.rowId])))
      else if (!isTop(selected)) reveal(selected.parent)
    },
    /** Expands the span; on an expanded span, selects its first child. */
    unfold() {
      if (selected === undefined || !hasChildren(selected)) return
      if (collapsed.has(selected.span.rowId))
        setCollapsed(collapsed.difference(new Set([selected.span.rowId])))
      else reveal(all[selected.index + 1])
    },
    foldAll() {
      // Keep the top level expanded.
      const inner = nodes.filter((node) => hasChildren(node) && !isTop(node))
      setCollapsed(new Set(inner.map(({ span }) => span.rowId)))
      let shown = selected
      for (let node = selected; node !== undefined && !isTop(node); node = node.parent) shown = node
      if (shown !== undefined) setSelectedId(shown.span.rowId)
    },
    unfoldAll: () => setCollapsed(new Set<string>()),
  }
}
