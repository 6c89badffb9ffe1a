import { type Context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import { expect, it } from 'vitest'
import { RequestContext } from '../../src/correlation/request-context.ts'

const keys = ['one', 'two', 'three', 'four'].map(createContextKey)
const valuesOf = (context: Context) => keys.map((key) => context.getValue(key))

/** All sequences of the given length of these steps. */
function sequences<Step>(steps: readonly Step[], length: number): Step[][] {
  if (length === 0) return [[]]
  return sequences(steps, length - 1).flatMap((rest) => steps.map((step) => [...rest, step]))
}

it('behaves like the context of the API for every sequence of setValue and deleteValue', () => {
  const base = ROOT_CONTEXT.setValue(keys[3] as symbol, 'of the base').setValue(
    keys[2] as symbol,
    'hidden or deleted later',
  )
  const steps = keys.flatMap((key) => [
    (context: Context, at: number) => context.setValue(key, `set in step ${at}`),
    (context: Context) => context.deleteValue(key),
  ])
  for (const sequence of sequences(steps, 4)) {
    let ours = RequestContext.over(base, keys[0] as symbol, 'first')
    let theirs = base.setValue(keys[0] as symbol, 'first')
    const before = [ours, valuesOf(ours)] as const
    for (const [at, step] of sequence.entries()) {
      ours = step(ours, at)
      theirs = step(theirs, at)
      expect(valuesOf(ours)).toEqual(valuesOf(theirs))
    }
    expect(valuesOf(before[0])).toEqual(before[1])
  }
})
