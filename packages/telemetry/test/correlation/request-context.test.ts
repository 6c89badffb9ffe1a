import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import { expect, it } from 'vitest'
import { RequestContext } from '../../src/correlation/request-context.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

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

function replaceOften(first: Context, key: symbol) {
  const replaced = {}
  let context = first.setValue(key, replaced)
  for (let turn = 0; turn < 1000; turn++) context = context.setValue(key, { turn })
  return { context, gone: new WeakRef(replaced) }
}

it('does not retain replaced values', async () => {
  const [key, other] = keys as [symbol, symbol]
  const { context, gone } = replaceOften(RequestContext.over(ROOT_CONTEXT, other, 'stays'), key)
  const isGone = () => {
    collectGarbage()
    return gone.deref() === undefined
  }
  await expect.poll(isGone).toBe(true)
  expect(valuesOf(context).slice(0, 2)).toEqual([{ turn: 999 }, 'stays'])
})
