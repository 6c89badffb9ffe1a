import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PutTraceSegmentsCommand, XRayClient } from '@aws-sdk/client-xray'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { ownFolder } from '../support/own-folder.ts'

const folder = ownFolder()
const day = 86_400_000
const traceId = '5'.repeat(32)
let running: Console
let errors: unknown[]

beforeEach(async () => {
  errors = []
  running = await startConsole(
    consoleConfig(folder.path, { retention: { maxAgeDays: 7, maxBytes: 1e12 } }),
    { onError: (error) => errors.push(error) },
  )
})
afterEach(() => running.close())

const nanos = (millis: number) => `${Math.round(millis)}000000`

function span(id: number, startMillis: number, over: object = {}) {
  return {
    ...{ traceId, spanId: String(id).padStart(16, '0'), name: `span ${id}`, kind: 2 },
    startTimeUnixNano: nanos(startMillis),
    endTimeUnixNano: nanos(startMillis + 5),
    ...over,
  }
}

async function post(path: string, body: object) {
  const response = await fetch(`${running.otlpUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, ...((await response.json()) as { partialSuccess?: object }) }
}

const traces = (...spans: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] })
const otlpCounters = async () => {
  const response = await fetch(`${running.url}/api/v1/receivers`)
  const { receivers } = (await response.json()) as { receivers: { name: string }[] }
  return receivers.find(({ name }) => name === 'otlp')
}
const storedSpans = async () =>
  (await running.store.reader.getSpans(traceId, 100)).map(({ SpanName }) => SpanName)

test('rejects a span without a time and keeps the other spans of its trace', async () => {
  const now = Date.now()
  const timeless = span(3, now, { startTimeUnixNano: '0', endTimeUnixNano: '0' })
  expect(await post('/v1/traces', traces(span(1, now), span(2, now), timeless))).toEqual({
    status: 200,
    partialSuccess: {
      rejectedSpans: '1',
      errorMessage: 'startTimeUnixNano is missing or 0 (1 span)',
    },
  })
  expect(await storedSpans()).toEqual(['span 1', 'span 2'])
  expect(await otlpCounters()).toMatchObject({
    ...{ received: 3, stored: 2, rejected: 1 },
    reasons: { 'startTimeUnixNano is missing or 0': 1 },
  })
})

test('records older than the retention are rejected with the reason, unless they are imported', async () => {
  const old = Date.now() - 8 * day
  expect(await post('/v1/traces', traces(span(1, old)))).toMatchObject({
    partialSuccess: { rejectedSpans: '1', errorMessage: expect.stringContaining('7 days') },
  })
  const imported = await fetch(`${running.url}/api/v1/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-cruddur-console': '1' },
    body: JSON.stringify(traces(span(1, old))),
  })
  expect(await imported.json()).toMatchObject({ spanCount: 1, rejectedCount: 0 })
  expect(await storedSpans()).toEqual(['span 1'])
})

test('a job that began before the retention is kept from its end on', async () => {
  const now = Date.now()
  const job = span(1, now - 8 * day, { endTimeUnixNano: nanos(now) })
  expect(await post('/v1/traces', traces(job, span(2, now)))).toEqual({ status: 200 })
  expect(await storedSpans()).toEqual(['span 1', 'span 2'])
})

test('X-Ray lists documents that are older than the retention as unprocessed', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const client = new XRayClient({ region: 'local', endpoint: running.url, credentials })
  const end_time = Date.now() / 1_000 - 10 * 86_400
  const document = { name: 'old', id: 'f'.repeat(16), trace_id: traceId, end_time }
  const { UnprocessedTraceSegments } = await client.send(
    new PutTraceSegmentsCommand({
      TraceSegmentDocuments: [JSON.stringify({ ...document, start_time: end_time - 1 })],
    }),
  )
  expect(UnprocessedTraceSegments).toMatchObject([
    { Id: 'f'.repeat(16), Message: 'older than the retention (CONSOLE_RETENTION_DAYS)' },
  ])
})

test('a retried batch that is cut differently counts each span once', async () => {
  const now = Date.now()
  await post('/v1/traces', traces(span(1, now), span(2, now)))
  await post('/v1/traces', traces(span(2, now), span(3, now)))
  const range = { fromNano: 0n, toNano: 2n ** 62n }
  expect(await running.store.reader.listServices(range)).toMatchObject([{ spanCount: 3 }])
})

test.each(['.', 'write-log'])(
  'a removed data folder refuses telemetry with 503 and fails readiness: %s',
  async (part) => {
    // The engine may write while the folder is emptied.
    await rm(join(folder.path, part), { recursive: true, maxRetries: 10 })
    const refused = await post('/v1/traces', traces(span(1, Date.now())))
    expect(refused).toMatchObject({
      status: 503,
      message: `the data folder ${folder.path} or a part of it was removed while the console runs: restart the console`,
    })
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(503)
    expect(errors).toContainEqual(expect.objectContaining({ code: 'CON_STORE_FOLDER_REMOVED' }))
  },
)
