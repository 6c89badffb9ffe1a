import type { CalledService, PathSpan, SpanLine } from '../../contract/overview.ts'
import { attribute, httpStatus, serverHost } from '../../findings/trace/attribute.ts'
import type { PlacedSpan } from '../span-tree.ts'
import { truncate } from './budget.ts'
import { criticalPath, type TimedSpan } from './critical-path.ts'

const maxName = 120

/** The parts of an overview that need the tree of spans. */
export interface TraceOutline {
  readonly lines: readonly SpanLine[]
  /** Most calls first. */
  readonly topology: readonly CalledService[]
  /** By start; spans with the most own time are kept when there are many. */
  readonly path: readonly PathSpan[]
}

/** @param spans in waterfall order */
export function outlineTrace(spans: readonly PlacedSpan[], startUnixNano: string): TraceOutline {
  const start = BigInt(startUnixNano)
  const lines = spans.map((span) => toLine(span, start))
  const parents = parentIndexes(spans)
  const children: number[][] = spans.map(() => [])
  parents.forEach((parent, index) => {
    if (parent !== undefined) children[parent]?.push(index)
  })
  const timed = spans.map(({ span }, index): TimedSpan => {
    const from = Number(BigInt(span.Timestamp) - start)
    return { start: from, end: from + Number(span.Duration), children: children[index] ?? [] }
  })
  const steps = spans.length === 0 ? [] : criticalPath(timed, rootIndex(spans))
  return {
    lines,
    topology: countCalls(spans, parents, children),
    path: steps.flatMap(({ index, selfNano }) => {
      const line = lines[index]
      return line === undefined || selfNano === 0 ? [] : [{ ...line, selfMs: millis(selfNano) }]
    }),
  }
}

/** Of the span above that is one level higher. */
function parentIndexes(spans: readonly PlacedSpan[]): (number | undefined)[] {
  const lastAt: number[] = []
  return spans.map(({ depth }, index) => {
    lastAt[depth] = index
    return depth === 0 ? undefined : lastAt[depth - 1]
  })
}

/** The longest span without a parent. */
function rootIndex(spans: readonly PlacedSpan[]): number {
  let longest = 0
  spans.forEach(({ depth, span }, index) => {
    if (depth > 0) return
    if (BigInt(span.Duration) > BigInt(spans[longest]?.span.Duration ?? 0)) longest = index
  })
  return longest
}

function countCalls(
  spans: readonly PlacedSpan[],
  parents: readonly (number | undefined)[],
  children: readonly (readonly number[])[],
): CalledService[] {
  const calls = new Map<string, CalledService>()
  spans.forEach(({ span }, index) => {
    const parent = spans[parents[index] ?? -1]?.span.ServiceName
    const isEntry = parent !== undefined && parent !== span.ServiceName
    const isExit = span.SpanKind === 'Client' && (children[index] ?? []).length === 0
    const peer = attribute(span, 'db.system.name', 'db.system', 'peer.service') || serverHost(span)
    const from = isEntry ? parent : span.ServiceName
    const to = isEntry ? span.ServiceName : isExit ? peer : ''
    if (to === '') return
    const key = JSON.stringify([from, to])
    const known = calls.get(key)
    calls.set(key, {
      ...{ from: truncate(from, maxName), to: truncate(to, maxName) },
      calls: (known?.calls ?? 0) + 1,
      errors: (known?.errors ?? 0) + Number(span.StatusCode === 'Error'),
      totalMs: millis((known?.totalMs ?? 0) * 1e6 + Number(span.Duration)),
    })
  })
  return [...calls.values()].sort((a, b) => b.calls - a.calls)
}

function toLine({ span, rowId, depth }: PlacedSpan, start: bigint): SpanLine {
  const code = httpStatus(span)
  const status = code > 0 ? String(code) : span.StatusCode === 'Error' ? 'error' : undefined
  return {
    ...{ spanId: rowId, depth, service: truncate(span.ServiceName, maxName) },
    name: truncate(span.SpanName, maxName),
    startMs: millis(Number(BigInt(span.Timestamp) - start)),
    durationMs: millis(Number(span.Duration)),
    ...(status !== undefined && { status }),
  }
}

/** Nanoseconds to milliseconds with a resolution of a microsecond. */
export function millis(nano: number): number {
  return Math.round(nano / 1_000) / 1_000
}
