import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import Rollbar from 'rollbar'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type RollbarReceiver,
  registerRollbar,
} from '../../../src/receivers/rollbar/register-rollbar.ts'
import { createMemorySink, type MemorySink } from '../../support/memory-sink.ts'

const token = 'canary-access-token'
let sink: MemorySink
let app: FastifyInstance
let receiver: RollbarReceiver
let url: string
let errors: unknown[]

beforeEach(async () => {
  sink = createMemorySink()
  errors = []
  app = fastify()
  receiver = await registerRollbar(app, { sink, onError: (error) => errors.push(error) })
  await app.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterEach(async () => {
  vi.restoreAllMocks()
  await app.close()
})

const item = { environment: 'development', body: { message: { body: 'hello' } } }

function post(body: string, headers: Record<string, string> = { 'x-rollbar-access-token': token }) {
  return fetch(`${url}/api/1/item/`, { method: 'POST', body, headers })
}

describe('the SDK', () => {
  function report(error: Error, custom: object) {
    const rollbar = new Rollbar({
      accessToken: token,
      endpoint: `${url}/api/1/item/`,
      environment: 'development',
      codeVersion: '1.2.3',
      captureUncaught: false,
    })
    return new Promise<{ failure: unknown; response: unknown }>((resolve) => {
      rollbar.error(error, custom, (failure: unknown, response: unknown) =>
        resolve({ failure, response }),
      )
    })
  }

  test('delivers an error with its causes and ids', async () => {
    const error = new TypeError('boom', { cause: new Error('why') })
    const { failure, response } = await report(error, {
      trace_id: 'a'.repeat(32),
      span_id: 'b'.repeat(16),
    })
    expect(failure).toBeFalsy()
    const [row] = sink.rows.errors
    expect(row).toMatchObject({
      TraceId: 'a'.repeat(32),
      SpanId: 'b'.repeat(16),
      Environment: 'development',
      CodeVersion: '1.2.3',
      ExceptionClass: 'TypeError',
      Message: 'boom',
      Title: 'TypeError: boom',
    })
    expect(response).toMatchObject({ uuid: row?.Uuid })
    expect(row?.Data).not.toContain(token)
    expect(receiver.counters()).toMatchObject({ received: 1, stored: 1, rejected: 0, dropped: 0 })
  })

  test('backs off when the store is overloaded', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    sink.behave('overload')
    const { failure } = await report(new Error('boom'), {})
    expect(String(failure)).toContain('is overloaded')
    expect(receiver.counters()).toMatchObject({ received: 1, stored: 0, rejected: 0, dropped: 1 })
  })
})

test('accepts an item as a form', async () => {
  const payload = JSON.stringify({ access_token: token, data: item })
  const response = await fetch(`${url}/api/1/item`, {
    method: 'POST',
    body: new URLSearchParams({ payload }),
  })
  expect(await response.json()).toEqual({
    err: 0,
    result: { id: null, uuid: sink.rows.errors[0]?.Uuid },
  })
  expect(JSON.stringify(sink.rows.errors)).not.toContain(token)
})

test('sends the rate limit headers of the SDK on overload', async () => {
  sink.behave('overload')
  const response = await post(JSON.stringify({ data: item }))
  expect(response.status).toBe(429)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'retry-after': '1',
    'x-rate-limit-remaining': '0',
    'x-rate-limit-remaining-seconds': '1',
  })
})

test('hides the details of a store error', async () => {
  sink.behave(new Error('SELECT secrets'))
  const response = await post(JSON.stringify({ data: item }))
  expect([response.status, await response.json()]).toEqual([
    500,
    { err: 1, message: 'Internal error: see the log of the console' },
  ])
  expect(errors).toEqual([new Error('SELECT secrets')])
  expect(receiver.counters()).toMatchObject({ received: 1, dropped: 1 })
})

test.each([
  ['no JSON', '{', 400],
  ['nothing', '', 400],
  ['null', 'null', 400],
  ['a list', '[]', 400],
  ['no data', '{}', 422],
  ['no environment', '{"data":{"body":{"message":{"body":"x"}}}}', 422],
  ['too much', 'x'.repeat(3 * 1024 * 1024), 413],
  ['nesting without end', `{"data":${'['.repeat(150_000)}`, 400],
  ['too many values', `{"data":${'['.repeat(400_000)}`, 413],
])('a request with %s is refused', async (_, body, status) => {
  const response = await post(body)
  expect([response.status, await response.json()]).toEqual([
    status,
    { err: 1, message: expect.any(String) },
  ])
  expect(sink.rows.errors).toEqual([])
  expect(receiver.counters()).toMatchObject({ received: 1, stored: 0, rejected: 1, dropped: 0 })
})

test('refuses a request without access token', async () => {
  expect((await post(JSON.stringify({ data: item }), {})).status).toBe(401)
})

test('accepts session spans and discards them', async () => {
  const response = await fetch(`${url}/api/1/session/`, {
    method: 'POST',
    body: '{"resourceSpans":[]}',
  })
  expect([response.status, await response.json()]).toEqual([200, { err: 0 }])
})
