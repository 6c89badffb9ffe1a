import { expect, test } from 'vitest'
import { kindsOf, type TestSpan } from '../trace-of.ts'

/** A trace as a known instrumentation records it, with the findings that a reviewer expects. */
export interface Observed {
  readonly title: string
  readonly spans: readonly TestSpan[]
  readonly others?: Parameters<typeof kindsOf>[1]
  readonly expected: readonly string[]
}

export function expectKinds(traces: readonly Observed[]): void {
  test.each(traces)('$title: $expected', ({ spans, others, expected }) => {
    expect([...new Set(kindsOf(spans, others))].sort()).toEqual([...expected].sort())
  })
}
