import { describe, expect, it } from 'vitest'
import {
  adjustedCount,
  isSampledAt,
  readThreshold,
  sampleRateOf,
  thresholdOf,
  withoutThreshold,
  withThreshold,
} from '../../src/correlation/sampling-threshold.ts'
import { parseTraceState } from '../../src/correlation/trace-state.ts'
import { createSeededIds } from '../support/seeded-ids.ts'

const ids = createSeededIds()
const traceIds = Array.from({ length: 100_000 }, () => ids.generateTraceId())

describe('a threshold', () => {
  // Examples of the specification, and small ratios.
  it.each([
    [1, '0'],
    [0.5, '8'],
    [0.25, 'c'],
    [0.1, 'e666'],
    [0.01, 'fd70a'],
    [1 / 3, 'aaaa'],
    [0.0001, 'fff9724'],
    [1e-16, 'fffffffffffff9'],
    [2 ** -56, 'ffffffffffffff'],
  ])('of ratio %d is %s', (ratio, threshold) => {
    expect(thresholdOf(ratio)).toBe(threshold)
    // A threshold has four digits, and 56 bits.
    const step = Math.max(2 ** -12, 2 ** -56 / ratio)
    expect(Math.abs(adjustedCount(threshold) * ratio - 1)).toBeLessThan(step)
  })

  it('samples the share of its ratio, and a lower threshold samples the same traces and more', () => {
    for (const ratio of [0.5, 0.1, 0.03]) {
      const sampled = traceIds.filter((id) => isSampledAt(thresholdOf(ratio), id, undefined))
      expect(sampled.length / traceIds.length / ratio).toBeCloseTo(1, 1)
      const more = thresholdOf(ratio * 2)
      expect(sampled.every((id) => isSampledAt(more, id, undefined))).toBe(true)
    }
  })

  it('is compared with the explicit randomness of the tracestate', () => {
    const [id = ''] = traceIds
    expect(isSampledAt('8', id, parseTraceState('ot=rv:80000000000000'))).toBe(true)
    expect(isSampledAt('8', id, parseTraceState('ot=rv:7fffffffffffff'))).toBe(false)
  })
})

describe('the tracestate', () => {
  it('keeps other members and fields', () => {
    const state = parseTraceState('other=1,ot=rv:80000000000000;x:y')
    const marked = withThreshold(state, 'e666')
    expect(marked?.serialize()).toBe('ot=th:e666;rv:80000000000000;x:y,other=1')
    expect(readThreshold(marked)).toBe('e666')
    expect(marked && withoutThreshold(marked).serialize()).toBe('ot=rv:80000000000000;x:y,other=1')
    expect(withThreshold(undefined, '8')?.serialize()).toBe('ot=th:8')
  })

  it.each(['ot=th:xyz', 'ot=th:', 'ot=th:123456789012345', 'ot=nothing', 'other=th:8'])(
    '%s has no valid threshold',
    (text) => expect(readThreshold(parseTraceState(text))).toBeUndefined(),
  )
})

it.each([0.5, 0.3, 0.1, 0.07])('sums of integer weights are correct at ratio %d', (ratio) => {
  const threshold = thresholdOf(ratio)
  const sampled = traceIds.filter((id) => isSampledAt(threshold, id, undefined))
  // B3 and Datadog have trace IDs of 64 bits.
  const short = sampled.map((id) => id.slice(16).padStart(32, '0'))
  const total = short.reduce((sum, id) => sum + sampleRateOf(threshold, id), 0)
  expect(total / traceIds.length).toBeGreaterThan(0.97)
  expect(total / traceIds.length).toBeLessThan(1.03)
})
