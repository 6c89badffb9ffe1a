import { type HrTime, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { expect, it, vi } from 'vitest'
import { startTracer as start } from './start-tracer.ts'

const nanosOf = ([seconds, nanos]: HrTime) => BigInt(seconds) * 1_000_000_000n + BigInt(nanos)

function startTracer() {
  const { tracer, ended } = start()
  const times = () =>
    ended.map(({ name, startTime, endTime }) => ({
      name,
      start: nanosOf(startTime),
      end: nanosOf(endTime),
    }))
  return { tracer, times }
}

it('a child is within its parent, to the microsecond', () => {
  const { tracer, times } = startTracer()
  for (let round = 0; round < 200; round += 1) {
    const parent = tracer.startSpan('parent')
    const child = tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent))
    child.end()
    parent.end()
  }
  const ended = times()
  const children = ended.filter(({ name }) => name === 'child')
  const parents = ended.filter(({ name }) => name === 'parent')
  expect(parents).toHaveLength(200)
  const microsecond = 1000n
  for (const [index, { start, end }] of children.entries()) {
    expect(start).toBeGreaterThanOrEqual((parents[index]?.start ?? 0n) - microsecond)
    expect(end).toBeLessThanOrEqual((parents[index]?.end ?? 0n) + microsecond)
  }
  expect(children.filter(({ start }) => start % 1_000_000n === 0n).length).toBeLessThan(20)
})

it('records wall-clock time', () => {
  const { tracer, times } = startTracer()
  const before = BigInt(Date.now()) * 1_000_000n
  tracer.startSpan('now').end()
  const after = BigInt(Date.now() + 1) * 1_000_000n
  const [span] = times()
  expect(span?.start).toBeGreaterThan(before - 2_000_000n)
  expect(span?.end).toBeLessThan(after + 2_000_000n)
})

it('keeps a given start time', () => {
  const { tracer, times } = startTracer()
  tracer.startSpan('given', { startTime: new Date(1_000_000) }).end(new Date(1_000_005))
  expect(times()).toEqual([{ name: 'given', start: 1_000_000_000_000n, end: 1_000_005_000_000n }])
})

it('a clock change during a span affects the next start, not the duration', () => {
  const { tracer, times } = startTracer()
  const hourMillis = 3_600_000
  const span = tracer.startSpan('during')
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + hourMillis)
  span.end()
  tracer.startSpan('after').end()
  now.mockRestore()
  const [during, after] = times()
  expect((during?.end ?? 0n) - (during?.start ?? 0n)).toBeLessThan(1_000_000_000n)
  expect((after?.start ?? 0n) - (during?.end ?? 0n)).toBeGreaterThan(3_500_000_000_000n)
})
