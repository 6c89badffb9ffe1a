import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { checkoutTrace, orphanTrace, sendTraces } from '../support/sent-traces.ts'
import { storeFolder } from '../support/temp-store.ts'

let folder: string
let running: Console
const tracePath = `/api/v1/traces/${checkoutTrace.traceId}`

beforeEach(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
})
afterEach(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const fetchPath = (path: string, init?: RequestInit) => fetch(`${running.url}${path}`, init)
const get = async (path: string) => JSON.parse(await (await fetchPath(path)).text())
const clear = (headers: Record<string, string>) =>
  fetchPath('/api/v1/data', { method: 'DELETE', headers })
const send = (path: string, body: string) =>
  fetch(`${running.otlpUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
const logs = {
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeLogs: [
        {
          scope: { name: 'pino', version: '10' },
          logRecords: [
            {
              timeUnixNano: checkoutTrace.startUnixNano,
              severityNumber: 17,
              severityText: 'ERROR',
              body: { stringValue: '42' },
              attributes: [{ key: 'attempt', value: { intValue: '3' } }],
              traceId: checkoutTrace.traceId,
              spanId: checkoutTrace.rootId,
            },
          ],
        },
      ],
    },
  ],
}

test('a trace survives its export, the end of all data, and its import', async () => {
  await sendTraces(running.otlpUrl, [checkoutTrace])
  expect((await send('/v1/logs', JSON.stringify(logs))).status).toBe(200)
  const before = await get(tracePath)
  expect(before).toMatchObject({ spans: [{}, {}, {}], logs: [{ body: '42' }] })

  const exported = await fetchPath(`${tracePath}/otlp`)
  expect(exported.headers.get('content-disposition')).toBe(
    `attachment; filename="${checkoutTrace.traceId}.otlp.json"`,
  )
  const document = await exported.text()
  expect((await clear({ 'x-cruddur-console': '1' })).status).toBe(204)
  expect((await fetchPath(tracePath)).status).toBe(404)

  for (const path of ['/v1/traces', '/v1/logs'])
    expect(await (await send(path, document)).json()).toEqual({})
  expect(await get(tracePath)).toEqual(before)
  expect(await (await fetchPath(`${tracePath}/otlp`)).text()).toBe(document)
})

test('clear deletes every signal and keeps log groups and streams', async () => {
  await sendTraces(running.otlpUrl, [checkoutTrace, orphanTrace])
  const target = (name: string) => ({
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `Logs_20140328.${name}`,
  })
  const logGroupName = 'cruddur'
  const call = (name: string, body: object) =>
    fetchPath('/', { method: 'POST', headers: target(name), body: JSON.stringify(body) })
  await call('CreateLogGroup', { logGroupName })
  await call('CreateLogStream', { logGroupName, logStreamName: 'shop' })
  const put = () =>
    call('PutLogEvents', {
      ...{ logGroupName, logStreamName: 'shop' },
      logEvents: [{ timestamp: Date.now(), message: 'line' }],
    })
  const lines = async () =>
    ((await (await call('FilterLogEvents', { logGroupName })).json()) as { events: unknown[] })
      .events
  expect((await put()).status).toBe(200)
  expect(await lines()).toHaveLength(1)

  await clear({ 'x-cruddur-console': '1' })
  expect(await get('/api/v1/services')).toEqual({ services: [] })
  expect(await get('/api/v1/traces')).toEqual({ traces: [] })
  expect(await lines()).toEqual([])
  expect((await put()).status).toBe(200)
  expect(await lines()).toHaveLength(1)
})

test('a clear request without the header deletes nothing', async () => {
  await sendTraces(running.otlpUrl, [checkoutTrace])
  expect((await clear({})).status).toBe(400)
  expect((await clear({ 'x-cruddur-console': 'yes' })).status).toBe(400)
  const crossOrigin = { origin: 'https://evil.example', 'x-cruddur-console': '1' }
  expect((await clear(crossOrigin)).status).toBe(403)
  expect((await fetchPath('/api/v1/data', { method: 'OPTIONS' })).status).toBe(404)
  expect((await fetchPath(tracePath)).status).toBe(200)
})

test('each receiver counts stored and rejected records', async () => {
  await sendTraces(running.otlpUrl, [checkoutTrace])
  const item = { method: 'POST', headers: { 'x-rollbar-access-token': 'x' }, body: '{}' }
  await fetchPath('/api/1/item/', item)
  await vi.waitFor(async () => {
    const { receivers } = await get('/api/v1/receivers')
    expect(receivers).toEqual([
      expect.objectContaining({ name: 'otlp', received: 3, stored: 3, rejected: 0, dropped: 0 }),
      expect.objectContaining({ name: 'xray', received: 0, stored: 0, rejected: 0, dropped: 0 }),
      expect.objectContaining({ name: 'cloudwatch-logs', received: 0 }),
      expect.objectContaining({ name: 'rollbar', received: 1, stored: 0, rejected: 1, dropped: 0 }),
    ])
    expect(running.otlpUrl).toBe(`http://127.0.0.1:${receivers[0].port}`)
  })
})
