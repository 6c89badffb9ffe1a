import { type HrTime, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { TracerProvider } from '@opentelemetry/sdk-trace'
import { expect, it } from 'vitest'
import { createPreciseStart } from '../../../src/signals/spans/precise-start.ts'

const nanosOf = ([seconds, nanos]: HrTime) => BigInt(seconds) * 1_000_000_000n + BigInt(nanos)

function startTracer() {
  const ended: { name: string; start: bigint; end: bigint }[] = []
  const collect = {
    onStart: () => undefined,
    onEnd: ({ name, startTime, endTime }: { name: string; startTime: HrTime; endTime: HrTime }) =>
      void ended.push({ name, start: nanosOf(startTime), end: nanosOf(endTime) }),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
  const provider = new TracerProvider({ spanProcessors: [createPreciseStart(), collect] })
  return { tracer: provider.getTracer('test'), ended }
}

it('a child lies within its parent, to the microsecond', () => {
  const { tracer, ended } = startTracer()
  for (let round = 0; round < 200; round += 1) {
    const parent = tracer.startSpan('parent')
    const child = tracer.startSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent))
    child.end()
    parent.end()
  }
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

it('tells the time of day', () => {
  const { tracer, ended } = startTracer()
  const before = BigInt(Date.now()) * 1_000_000n
  tracer.startSpan('now').end()
  const after = BigInt(Date.now() + 1) * 1_000_000n
  expect(ended[0]?.start).toBeGreaterThan(before - 2_000_000n)
  expect(ended[0]?.end).toBeLessThan(after + 2_000_000n)
})

it('leaves a start that was given', () => {
  const { tracer, ended } = startTracer()
  tracer.startSpan('given', { startTime: new Date(1_000_000) }).end(new Date(1_000_005))
  expect(ended).toEqual([{ name: 'given', start: 1_000_000_000_000n, end: 1_000_005_000_000n }])
})
