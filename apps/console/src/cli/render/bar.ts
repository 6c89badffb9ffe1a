import type { Span, Trace } from '../../contract/traces.ts'

/**
 * A span's part of its trace, in half columns: `   ▐███▌   `. At least half a column wide, so that
 * the shortest span is seen.
 */
export function renderBar(span: Span, trace: Trace, columns: number): string {
  const halves = columns * 2
  const total = Math.max(1, Number(BigInt(trace.endUnixNano) - BigInt(trace.startUnixNano)))
  const offset = Number(BigInt(span.startUnixNano) - BigInt(trace.startUnixNano))
  const from = clamp(Math.floor((offset / total) * halves), 0, halves - 1)
  const to = clamp(
    Math.ceil(((offset + Number(span.durationNano)) / total) * halves),
    from + 1,
    halves,
  )
  let bar = ''
  for (let half = 0; half < halves; half += 2) {
    const left = half >= from && half < to
    const right = half + 1 >= from && half + 1 < to
    bar += left ? (right ? '█' : '▌') : right ? '▐' : ' '
  }
  return bar
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
