import { createSocket } from 'node:dgram'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { GetSamplingRulesCommand, GetTraceSummariesCommand, XRayClient } from '@aws-sdk/client-xray'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readConfig } from '../src/config.ts'
import { type Console, startConsole } from '../src/start-console.ts'

const nowMillis = Date.now()
const traceId = Math.floor(nowMillis / 1_000).toString(16) + 'a'.repeat(24)
const spanId = '70de5b6f19ff9a0a'
const aws = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
}
let folder: string
let running: Console
let errors: unknown[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-signals-'))
  errors = []
  const ports = { CONSOLE_PORT: '0', CONSOLE_OTLP_PORT: '0', CONSOLE_XRAY_PORT: '0' }
  running = await startConsole(readConfig({ ...ports, CONSOLE_DATA_DIR: folder }), {
    onError: (error) => errors.push(error),
  })
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true })
  expect(errors).toEqual([])
})

async function sendSegment() {
  const port = Number(running.xrayAddress.split(':').at(-1))
  const document = {
    name: 'user-activities',
    id: spanId,
    trace_id: `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`,
    start_time: nowMillis / 1_000,
    end_time: nowMillis / 1_000 + 0.25,
    fault: true,
  }
  const socket = createSocket('udp4')
  const text = `{"format":"json","version":1}\n${JSON.stringify(document)}`
  await new Promise((resolve) => socket.send(text, port, '127.0.0.1', resolve))
  socket.close()
}

async function sendLogLine(client: CloudWatchLogsClient) {
  const where = { logGroupName: 'cruddur', logStreamName: 'user-activities' }
  await client.send(new CreateLogGroupCommand(where))
  await client.send(new CreateLogStreamCommand(where))
  const message = JSON.stringify({
    level: 50,
    msg: 'request failed',
    trace_id: traceId,
    span_id: spanId,
  })
  await client.send(
    new PutLogEventsCommand({ ...where, logEvents: [{ timestamp: nowMillis, message }] }),
  )
}

async function sendItem() {
  const response = await fetch(`${running.url}/api/1/item/`, {
    method: 'POST',
    headers: { 'x-rollbar-access-token': 'canary', 'content-type': 'application/json' },
    body: JSON.stringify({
      data: {
        environment: 'test',
        body: { trace: { exception: { class: 'TypeError', message: 'boom' }, frames: [] } },
        custom: { trace_id: traceId, span_id: spanId },
      },
    }),
  })
  expect(response.status).toBe(200)
}

test('segment, log line and Rollbar item of one trace are returned together', async () => {
  const client = new CloudWatchLogsClient({ ...aws, endpoint: running.url })
  await Promise.all([sendSegment(), sendLogLine(client), sendItem()])
  await vi.waitFor(
    async () => {
      const response = await fetch(`${running.url}/api/v1/traces/${traceId}`)
      expect(await response.json()).toMatchObject({
        traceId,
        segments: [{ segmentId: spanId, name: 'user-activities', fault: true }],
        logs: [{ spanId, severity: 'ERROR', body: 'request failed' }],
        errors: [{ spanId, title: 'TypeError: boom' }],
      })
    },
    { timeout: 20_000 },
  )
  const found = await client.send(
    new FilterLogEventsCommand({ logGroupName: 'cruddur', filterPattern: '{ $.level >= 50 }' }),
  )
  expect(found.events).toHaveLength(1)
  client.destroy()
})

test.each(['url', 'xrayAddress'] as const)('the X-Ray API responds at %s', async (server) => {
  const endpoint = server === 'url' ? running.url : `http://${running.xrayAddress}`
  const client = new XRayClient({ ...aws, endpoint })
  const { SamplingRuleRecords } = await client.send(new GetSamplingRulesCommand({}))
  expect(SamplingRuleRecords).toHaveLength(1)
  const search = new GetTraceSummariesCommand({
    StartTime: new Date(nowMillis - 60_000),
    EndTime: new Date(nowMillis + 60_000),
    FilterExpression: 'service("user-activities") AND responsetime > 0.2',
  })
  await vi.waitFor(
    async () =>
      expect((await client.send(search)).TraceSummaries).toMatchObject([{ HasFault: true }]),
    { timeout: 20_000 },
  )
  client.destroy()
})

test.each([
  ['CloudWatch Logs and Rollbar', () => `${running.url}/api/1/item/`],
  ['X-Ray', () => `http://${running.xrayAddress}/TraceSegments`],
])('a page of another origin cannot write to %s', async (_, address) => {
  const response = await fetch(address(), {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example', 'x-rollbar-access-token': 'x' },
    body: '{"TraceSegmentDocuments":[]}',
  })
  expect(response.status).toBe(403)
})
