import type { SpanNode, TraceSpan } from './span-tree.ts'

const searchable = new WeakMap<TraceSpan, string>()

/** Finds nodes whose name, service, ID, message, attribute key or value contains the text, ignoring case. */
export function findMatches(nodes: readonly SpanNode[], text: string): readonly SpanNode[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  return nodes.filter(({ span }) => searchableText(span).includes(wanted))
}

/** Returns the next (or previous) node around a position, wrapping at the end. */
export function nextAround(
  nodes: readonly SpanNode[],
  position: number,
  step: 1 | -1,
): SpanNode | undefined {
  return step === 1
    ? (nodes.find(({ index }) => index > position) ?? nodes[0])
    : (nodes.findLast(({ index }) => index < position) ?? nodes.at(-1))
}

function searchableText(span: TraceSpan): string {
  const known = searchable.get(span)
  if (known !== undefined) return known
  const parts = [
    span.name,
    span.service,
    span.kind,
    span.spanId,
    span.statusMessage,
    ...Object.entries(span.attributes).flat(),
    ...Object.entries(span.resource).flat(),
    ...span.events.flatMap((event) => [event.name, ...Object.entries(event.attributes).flat()]),
  ]
  // A NUL separator keeps a match from spanning two parts.
  const text = parts.join('\0').toLowerCase()
  searchable.set(span, text)
  return text
}
