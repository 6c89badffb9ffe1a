import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'

let running: Console
const errors: unknown[] = []

beforeAll(async () => {
  running = await startConsole(consoleConfig(await storeFolder()), {
    onError: (error) => errors.push(error),
  })
})
afterAll(() => running.close())

/** `fetch` does not send Host and Origin as given. */
function send(url: string, method: string, headers: Record<string, string>, body = '') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      request(url, { method, headers }, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        )
      })
        .on('error', reject)
        .end(body)
    },
  )
}

const json = { 'content-type': 'application/json' }
const preflight = (origin: string) => ({
  origin,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type,x-honeycomb-team',
})
const receivers = {
  otlp: () => `${running.otlpUrl}/v1/traces`,
  rollbar: () => `${running.url}/api/1/item/`,
}

describe.each(Object.entries(receivers))('the %s receiver', (_, url) => {
  test.each(['http://localhost:5173', 'http://127.0.0.1:3000', 'https://app.test'])(
    'accepts telemetry from a page of %s',
    async (origin) => {
      const checked = await send(url(), 'OPTIONS', preflight(origin))
      expect(checked).toMatchObject({
        status: 204,
        headers: {
          'access-control-allow-origin': origin,
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type,x-honeycomb-team',
          'access-control-max-age': '7200',
          vary: 'origin',
        },
      })
      const sent = await send(url(), 'POST', { ...json, origin }, '{}')
      expect(sent.status).not.toBe(403)
      expect(sent.headers['access-control-allow-origin']).toBe(origin)
    },
  )

  test('refuses other origins and names CONSOLE_ALLOWED_ORIGINS', async () => {
    for (const [method, body] of [
      ['OPTIONS', ''],
      ['POST', '{}'],
    ] as const) {
      const headers = { ...json, ...preflight('https://evil.test') }
      const refused = await send(url(), method, headers, body)
      expect(refused.status).toBe(403)
      expect(refused.headers['access-control-allow-origin']).toBeUndefined()
      expect(refused.body).toContain('CONSOLE_ALLOWED_ORIGINS')
    }
  })
})

test('pages of other origins cannot read stored telemetry', async () => {
  const path = `${running.url}/api/v1/services`
  const read = await send(path, 'GET', { origin: 'http://localhost:5173' })
  expect(read.headers['access-control-allow-origin']).toBeUndefined()
  expect((await send(path, 'GET', { origin: 'https://app.test' })).status).toBe(403)
  const checked = await send(path, 'OPTIONS', preflight('http://localhost:5173'))
  expect(checked.headers['access-control-allow-origin']).toBeUndefined()
})

test('a refused Host names CONSOLE_ALLOWED_HOSTS', async () => {
  const refused = await send(receivers.otlp(), 'POST', { ...json, host: 'docker.internal' }, '{}')
  expect(refused.status).toBe(403)
  expect(JSON.parse(refused.body)).toMatchObject({
    message: expect.stringMatching(/"docker\.internal" is not allowed.*CONSOLE_ALLOWED_HOSTS/),
  })
})

test.each([
  ['POST', '/v1/trace', 404, 'POST /v1/trace is not an OTLP path: use POST /v1/traces'],
  ['GET', '/v1/traces', 405, 'GET /v1/traces is not allowed: use POST /v1/traces'],
  ['POST', '/v1development/profiles', 404, 'does not store profiles'],
  ['POST', '/api/v2/spans', 404, 'does not accept Zipkin spans'],
  ['POST', '/v1/traces/', 200, '{}'],
])('%s %s returns %i and the right path', async (method, path, status, text) => {
  const response = await send(
    `${running.otlpUrl}${path}`,
    method,
    json,
    method === 'POST' ? '{}' : '',
  )
  expect(response.status).toBe(status)
  expect(response.body).toContain(text)
})
