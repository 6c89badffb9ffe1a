/** A span of one trace; times are nanoseconds since the start of the trace. */
export interface TimedSpan {
  readonly start: number
  readonly end: number
  /** Indexes of its children. */
  readonly children: readonly number[]
}

/** A span on the critical path and the time in which it alone determined the duration. */
export interface PathStep {
  readonly index: number
  readonly selfNano: number
}

/**
 * The critical path of a span: from its end backward through the child that finished last. Only the time of a
 * child within its parent counts.
 * @returns steps by start
 * @see https://www.usenix.org/conference/atc22/presentation/zhang-zhizhou CRISP
 */
export function criticalPath(spans: readonly TimedSpan[], root: number): PathStep[] {
  const steps: PathStep[] = []
  // A stack instead of recursion: a chain of 50,000 spans must not end the process.
  const open = [{ index: root, from: spans[root]?.start ?? 0, until: spans[root]?.end ?? 0 }]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const span = spans[at.index]
    if (span === undefined) continue
    const { from, until } = at
    const children = span.children
      .map((index) => ({
        index,
        start: Math.max(spans[index]?.start ?? 0, from),
        end: Math.min(spans[index]?.end ?? 0, until),
      }))
      .filter(({ start, end }) => start < end)
      .sort((a, b) => b.end - a.end)
    let cursor = until
    let selfNano = 0
    for (const child of children) {
      if (child.end > cursor) continue
      selfNano += cursor - child.end
      open.push({ index: child.index, from: child.start, until: child.end })
      cursor = child.start
    }
    selfNano += cursor - from
    steps.push({ index: at.index, selfNano })
  }
  const startOf = ({ index }: PathStep) => spans[index]?.start ?? 0
  return steps.sort((a, b) => startOf(a) - startOf(b))
}
