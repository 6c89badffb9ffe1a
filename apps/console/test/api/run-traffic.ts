import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { sendSpans } from './span-traffic.ts'

const ms = 1_000_000n
const minute = 60_000n * ms

export interface RunTraffic {
  readonly instanceId: string
  readonly version: string
  readonly startNano: bigint
  /** Number of the first trace. */
  readonly first: number
  /** Number of its ten requests that fail. */
  readonly failed: number
}

/** The signals of one start of `shop`: a request per minute with one call, a log line and an error report. */
export async function sendRun(console_: Console, run: RunTraffic): Promise<void> {
  const { instanceId, version, startNano, first, failed } = run
  await sendSpans(
    console_.otlpUrl,
    'shop',
    Array.from({ length: 10 }, (_, index) => {
      const at = startNano + BigInt(index) * minute
      const of = { traceId: traceId(first + index), startNano: at }
      return [
        { ...of, spanId: spanId(first + index), durationNano: 9n * ms, failed: index < failed },
        { ...of, spanId: spanId(first + 50 + index), kind: 3, name: 'pg', durationNano: 4n * ms },
      ]
    }).flat(),
    {
      ...{ 'service.version': version, 'service.instance.id': instanceId, 'host.name': 'laptop' },
      ...{ 'process.pid': '42', 'deployment.environment.name': 'test' },
    },
  )
  await putLine(console_, instanceId, startNano)
  await reportError(console_, instanceId, startNano)
}

async function putLine({ url }: Console, instanceId: string, startNano: bigint): Promise<void> {
  const call = async (operation: string, body: object) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
      },
      body: JSON.stringify(body),
    })
    return response.status
  }
  const logGroupName = 'cruddur'
  const logStreamName = `shop/${instanceId}/2026-11-22`
  await call('CreateLogGroup', { logGroupName })
  expect(await call('CreateLogStream', { logGroupName, logStreamName })).toBe(200)
  const timestamp = Number(startNano / ms)
  const message = JSON.stringify({ level: 'info', service: 'shop', msg: `line of ${instanceId}` })
  const logEvents = [{ timestamp, message }]
  expect(await call('PutLogEvents', { logGroupName, logStreamName, logEvents })).toBe(200)
}

async function reportError({ url }: Console, instanceId: string, startNano: bigint) {
  const data = {
    environment: 'test',
    level: 'error',
    uuid: randomUUID(),
    timestamp: Number(startNano / ms) / 1_000,
    fingerprint: 'failure',
    attributes: [
      { key: 'service', value: 'shop' },
      { key: 'service.instance.id', value: instanceId },
    ],
    body: { message: { body: `failure of ${instanceId}` } },
  }
  const response = await fetch(`${url}/api/1/item/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rollbar-access-token': 'local' },
    body: JSON.stringify({ data }),
  })
  expect(response.status).toBe(200)
}
