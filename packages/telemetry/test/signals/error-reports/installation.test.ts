import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

test("rollbar's recorder of browser sessions is not installed", () => {
  const rollbar = createRequire(createRequire(import.meta.url).resolve('rollbar'))
  expect(() => rollbar.resolve('@rrweb/record')).toThrow('Cannot find module')
  expect(rollbar.resolve('async')).toBeTruthy()
})
