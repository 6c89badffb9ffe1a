import { expect, test } from 'vitest'
import { clockTicks, parseIsoText, toIsoText } from '../../web/time/format-time.ts'
import { freezeTime } from '../../web/time/freeze-time.ts'
import { logTicks } from '../../web/ui/log-ticks.ts'
import { binaryTicks, niceTicks } from '../../web/ui/nice-ticks.ts'

test.each([
  [7, [0, 2, 4, 6, 8]],
  [459, [0, 200, 400, 600]],
  [0.031, [0, 0.01, 0.02, 0.03, 0.04]],
  [1, [0, 0.5, 1]],
  [0, [0, 1]],
])('the axis of a chart up to %d has round values', (most, ticks) => {
  expect(niceTicks(most)).toEqual(ticks)
})

test('returns at most six steps and covers the maximum', () => {
  for (let most = 0.001; most < 1e12; most *= 1.37) {
    const ticks = niceTicks(most)
    expect(ticks.length).toBeLessThanOrEqual(6)
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9))
  }
})

test('places time ticks at round times', () => {
  const start = new Date('2026-03-01T10:02:30').getTime()
  const labels = clockTicks(start, start + 3_600_000, 6).map(({ label }) => label)
  expect(labels).toEqual(['10:10', '10:20', '10:30', '10:40', '10:50', '11:00'])
})

test('labels short ranges with seconds and long ranges with dates', () => {
  const start = new Date('2026-03-01T00:00:00').getTime()
  expect(clockTicks(start, start + 60_000, 4)[1]?.label).toBe('00:00:15')
  expect(clockTicks(start, start + 7 * 86_400_000, 7)[1]?.label).toBe('03-02')
})

test('an axis with negative values includes zero', () => {
  expect(niceTicks(7, 4, -3)).toEqual([-4, -2, 0, 2, 4, 6, 8])
  expect(niceTicks(0, 4, -3)).toEqual([-3, -2, -1, 0])
})

test('an axis of bytes has round binary values', () => {
  const mebi = 2 ** 20
  expect(binaryTicks(55 * mebi)).toEqual([0, 20 * mebi, 40 * mebi, 60 * mebi])
  expect(binaryTicks(300)).toEqual(niceTicks(300))
})

test('marks powers of ten on a logarithmic axis', () => {
  const boundaries = Array.from({ length: 31 }, (_none, row) => Math.round(1e5 * 10 ** (row / 10)))
  const ticks = logTicks(boundaries)
  expect(ticks.map(({ value }) => value)).toEqual([100_000, 1_000_000, 10_000_000, 100_000_000])
  expect(ticks[1]?.position).toBeCloseTo(1 / 3, 2)
})

test('a logarithmic axis of seconds starts at its first positive boundary', () => {
  const ticks = logTicks([0, 0.001, 0.01, 0.1, 1])
  expect(ticks.map(({ value }) => value)).toEqual([0.001, 0.01, 0.1, 1])
  expect(ticks[0]?.position).toBeCloseTo(0.25)
  expect(logTicks([-2, -1, 0])).toEqual([])
  expect(logTicks([])).toEqual([])
})

test('ISO text keeps the instant and accepts dates without a time', () => {
  const millis = Date.parse('2026-01-31T12:34:56.789Z')
  expect(parseIsoText(toIsoText(millis))).toBe(millis)
  expect(parseIsoText('2026-01-31')).toBe(new Date('2026-01-31T00:00:00').getTime())
  expect(parseIsoText('2026-01-31 12:34:56.789Z')).toBe(millis)
})

test('a copied link has a fixed start and end', () => {
  const now = Date.parse('2026-01-31T12:00:00Z')
  const frozen = (path: string, query: string) =>
    freezeTime(path, new URLSearchParams(query), now).toString()
  expect(frozen('/traces', 'service=a&since=15m')).toBe(
    'service=a&start=2026-01-31T11%3A45%3A00.000Z&end=2026-01-31T12%3A00%3A00.000Z',
  )
  expect(frozen('/query', '')).toBe(
    'start=2026-01-31T11%3A00%3A00.000Z&end=2026-01-31T12%3A00%3A00.000Z',
  )
  expect(frozen('/traces', '')).toBe('end=2026-01-31T12%3A00%3A00.000Z')
  expect(frozen('/traces', 'end=x')).toBe('end=x')
  expect(frozen('/data', 'since=1h')).toBe('since=1h')
})

test('time ticks after a change of the offset have the clock of their own instant', () => {
  const hour = 3_600_000
  // Berlin, 2026-10-25: 03:00 at UTC+2 becomes 02:00 at UTC+1.
  const change = Date.parse('2026-10-25T01:00:00Z')
  const offsetAt = (millis: number) => (millis < change ? 2 : 1) * hour
  // From midnight of the day.
  const ticksOf = (hours: number, most: number) =>
    clockTicks(change - 3 * hour, change + hours * hour, most, offsetAt)
  expect(ticksOf(2, 6).map(({ label }) => label)).toEqual([
    ...['00:00', '01:00', '02:00', '02:00', '03:00', '04:00'],
  ])
  const days = ticksOf(72, 4)
  expect(days.map(({ label }) => label)).toEqual(['10-25', '10-26', '10-27', '10-28'])
  expect(days[1]?.millis).toBe(Date.parse('2026-10-25T23:00:00Z'))
})
