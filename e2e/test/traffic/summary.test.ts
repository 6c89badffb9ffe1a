import { describe, expect, it } from 'vitest'
import { createTally, formatSummary } from '../../traffic/summary.ts'

describe('the summary of traffic', () => {
  it('shows counts, outcomes and percentiles of each action, the most frequent first', () => {
    const tally = createTally()
    for (let millis = 1; millis <= 100; millis += 1) tally.add('read', { status: 200, millis })
    tally.add('post', { status: 'unreachable', millis: 3 })
    tally.add('post', { status: 503, millis: 1 })
    expect(tally.summary()).toEqual([
      {
        name: 'read',
        count: 100,
        outcomes: { 200: 100 },
        p50Millis: 50,
        p95Millis: 95,
        maxMillis: 100,
      },
      {
        name: 'post',
        count: 2,
        outcomes: { 503: 1, unreachable: 1 },
        p50Millis: 1,
        p95Millis: 3,
        maxMillis: 3,
      },
    ])
  })

  it('fits 80 columns and has no color', () => {
    const tally = createTally()
    for (const status of [200, 201, 503] as const)
      for (let times = 0; times < 12_345; times += 1)
        tally.add('read home, large page', { status, millis: 12_345.6 })
    const text = formatSummary({
      actions: tally.summary(),
      sent: 37_035,
      skipped: 3,
      durationMillis: 60_000,
    })
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(text).not.toContain('\u001b')
    expect(text).toContain('37035 requests in 60.0 s, 617.3 requests/s; 3 not sent')
  })
})
