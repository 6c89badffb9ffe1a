import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { logControllerOf, optionsOf } from '../../src/plugin/fastify-internals.ts'

test('the installed Fastify has the private properties that the plugin uses', () => {
  const app = Fastify({ return503OnClosing: false, frameworkErrors: () => undefined })
  expect(optionsOf(app)?.return503OnClosing).toBe(false)
  expect(optionsOf(app)?.frameworkErrors).toBeTypeOf('function')
  expect(logControllerOf(app)?.incomingRequest).toBeTypeOf('function')
})

test('an app without them has neither', () => {
  expect(optionsOf({} as never)).toBeUndefined()
  expect(logControllerOf({} as never)).toBeUndefined()
})
