import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import { expect, it } from 'vitest'
import { RequestContext } from '../../src/correlation/request-context.ts'

// Changes the flags of the whole process, which invalidates the compile cache of all its threads.
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

function replaceOften(first: Context, key: symbol) {
  const replaced = {}
  let context = first.setValue(key, replaced)
  for (let count = 0; count < 1000; count++) context = context.setValue(key, { count })
  return { context, gone: new WeakRef(replaced) }
}

it('does not retain replaced values', async () => {
  const [key, other] = ['one', 'two'].map(createContextKey) as [symbol, symbol]
  const { context, gone } = replaceOften(RequestContext.over(ROOT_CONTEXT, other, 'stays'), key)
  const isGone = () => {
    collectGarbage()
    return gone.deref() === undefined
  }
  await expect.poll(isGone).toBe(true)
  expect([context.getValue(key), context.getValue(other)]).toEqual([{ count: 999 }, 'stays'])
})
