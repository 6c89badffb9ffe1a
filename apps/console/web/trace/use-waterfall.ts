import { useDeferredValue, useMemo, useState } from 'react'
import type { Trace } from '../../src/api/contract.ts'
import { findCriticalPath } from './critical-path.ts'
import { findMatches, nextAround } from './span-search.ts'
import { ancestorIds, buildNodes, hasChildren, type SpanNode, visibleNodes } from './span-tree.ts'
import { placeSignals } from './trace-signals.ts'

/** What a person does with a trace: selects, collapses, searches, jumps. */
export type Waterfall = ReturnType<typeof useWaterfall>

export function useWaterfall(trace: Trace, initial: { spanId: string; text: string }) {
  const [selectedId, setSelectedId] = useState(initial.spanId)
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [text, setText] = useState(initial.text)
  const [showsPath, setShowsPath] = useState(false)
  const searched = useDeferredValue(text)

  const nodes = useMemo(() => buildNodes(trace), [trace])
  const signals = useMemo(() => placeSignals(trace), [trace])
  const visible = useMemo(() => visibleNodes(nodes, collapsed), [nodes, collapsed])
  const failed = useMemo(() => nodes.filter((node) => node.failed), [nodes])
  const matches = useMemo(() => findMatches(nodes, searched), [nodes, searched])
  const matchedIds = useMemo(() => new Set(matches.map(({ span }) => span.spanId)), [matches])
  const criticalPath = useMemo(
    () => (showsPath ? findCriticalPath(nodes) : undefined),
    [nodes, showsPath],
  )
  const selected = useMemo(
    () => nodes.find(({ span }) => span.spanId === selectedId),
    [nodes, selectedId],
  )

  const reveal = (node: SpanNode | undefined) => {
    if (node === undefined) return
    const hidden = ancestorIds(node).filter((id) => collapsed.has(id))
    if (hidden.length > 0) setCollapsed(collapsed.difference(new Set(hidden)))
    setSelectedId(node.span.spanId)
  }
  const position = selected?.index ?? -1
  const row = selected === undefined ? -1 : visible.indexOf(selected)

  return {
    nodes,
    signals,
    visible,
    failed,
    matches,
    matchedIds,
    selected,
    collapsed,
    /** Only while it is shown. */
    criticalPath,
    togglePath: () => setShowsPath(!showsPath),
    text,
    setText,
    reveal,
    unselect: () => setSelectedId(''),
    moveBy: (step: number) =>
      reveal(visible[Math.min(visible.length - 1, Math.max(0, row === -1 ? 0 : row + step))]),
    moveToEnd: (step: 1 | -1) => reveal(step === 1 ? visible.at(-1) : visible[0]),
    nextError: (step: 1 | -1) => reveal(nextAround(failed, position, step)),
    // Of the text as typed: the deferred matches may still be of the one before.
    nextMatch: (step: 1 | -1) => reveal(nextAround(findMatches(nodes, text), position, step)),
    toggle(node: SpanNode) {
      setCollapsed(collapsed.symmetricDifference(new Set([node.span.spanId])))
    },
    /** Collapses; on a leaf or a collapsed span goes to its parent. */
    fold() {
      if (selected === undefined) return
      if (hasChildren(selected) && !collapsed.has(selected.span.spanId))
        setCollapsed(collapsed.union(new Set([selected.span.spanId])))
      else reveal(selected.parent)
    },
    /** Expands; on an expanded span goes to its first child. */
    unfold() {
      if (selected === undefined || !hasChildren(selected)) return
      if (collapsed.has(selected.span.spanId))
        setCollapsed(collapsed.difference(new Set([selected.span.spanId])))
      else reveal(nodes[selected.index + 1])
    },
    foldAll() {
      // Roots stay open: a single line would say nothing.
      const inner = nodes.filter((node) => hasChildren(node) && node.parent !== undefined)
      setCollapsed(new Set(inner.map(({ span }) => span.spanId)))
      let shown = selected
      for (let node = selected; node?.parent !== undefined; node = node.parent)
        if (node.parent.parent === undefined) shown = node
      if (shown !== undefined) setSelectedId(shown.span.spanId)
    },
    unfoldAll: () => setCollapsed(new Set<string>()),
  }
}
