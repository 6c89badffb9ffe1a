import { createRequire } from 'node:module'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { lazyCompilers } from '../src/index.ts'
import { Type } from '../src/schema.ts'

const loaded = () =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) =>
    /ajv-compiler|fast-json-stringify-compiler/.test(path),
  )

function build(schemaController?: typeof lazyCompilers) {
  const app = fastify({ ...(schemaController && { schemaController }) })
  const schema = {
    querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, default: 5 })) }),
    headers: Type.Object({ 'x-wanted': Type.String() }),
    response: { 200: Type.Object({ limit: Type.Integer() }) },
  }
  app.get('/list', { schema }, async ({ query }) => ({ ...(query as object), hidden: true }))
  return app
}

const wanted = { 'x-wanted': 'yes' }

test('loads the compilers with the first request', async () => {
  await using app = build(lazyCompilers)
  await app.ready()
  expect(loaded()).toEqual([])

  const response = await app.inject({ url: '/list', headers: wanted })
  expect(response.json()).toEqual({ limit: 5 })
  expect(loaded()).not.toEqual([])
})

test.each([
  ['a value out of bounds', '/list?limit=0', wanted],
  ['a missing header', '/list', {}],
])('rejects %s with the message of Fastify', async (_, url, headers) => {
  await using lazy = build(lazyCompilers)
  await using eager = build()
  const responses = [await lazy.inject({ url, headers }), await eager.inject({ url, headers })]
  expect(responses[0]?.statusCode).toBe(400)
  expect(responses[0]?.json()).toEqual(responses[1]?.json())
})

test('accepts a valid request after an invalid one', async () => {
  await using app = build(lazyCompilers)
  await app.inject({ url: '/list?limit=0', headers: wanted })
  const response = await app.inject({ url: '/list?limit=2', headers: wanted })
  expect(response.json()).toEqual({ limit: 2 })
})
