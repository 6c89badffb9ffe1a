import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { sendSpans, type TrafficSpan } from './span-traffic.ts'

const ms = 1_000_000n
const halfHourMillis = 1_800_000
const perOperation = 100

/** Two runs of `shop`, half an hour each; the second began at `change`, and does not do as the first did. */
export const comparedRuns = {
  earlier: 'aaaaaaaa-0000-4000-8000-000000000001',
  later: 'bbbbbbbb-0000-4000-8000-000000000002',
  /** Milliseconds since the epoch, at a whole second. */
  change: Math.floor((Date.now() - 2 * halfHourMillis) / 1_000) * 1_000,
} as const

export async function sendComparedRuns(console_: Console): Promise<void> {
  const { earlier, later, change } = comparedRuns
  const send = (instanceId: string, version: string, spans: readonly TrafficSpan[]) =>
    sendSpans(console_.otlpUrl, 'shop', spans, {
      'service.instance.id': instanceId,
      'service.version': version,
    })
  const before = change - halfHourMillis
  await send(earlier, '1.0.0', [
    ...operation(0, 'GET /same', before, 10n),
    ...operation(1, 'GET /slower', before, 10n),
    ...operation(2, 'GET /failing', before, 10n),
    ...operation(3, 'GET /old', before, 10n),
  ])
  await send(later, '1.1.0', [
    ...operation(4, 'GET /same', change, 10n),
    ...operation(5, 'GET /slower', change, 90n),
    ...operation(6, 'GET /failing', change, 10n, 50),
    ...operation(7, 'GET /new', change, 10n),
  ])
  await reportError(console_, earlier, 'usual', before + 1_000)
  await reportError(console_, later, 'usual', change + 1_000)
  await reportError(console_, later, 'fresh', change + 2_000)
  await reportError(console_, later, 'fresh', change + 3_000)
}

function operation(
  block: number,
  name: string,
  startMillis: number,
  durationMillis: bigint,
  failed = 0,
): TrafficSpan[] {
  return Array.from({ length: perOperation }, (_, index) => ({
    traceId: traceId(block * 1_000 + index + 1),
    spanId: spanId(block * 1_000 + index + 1),
    name,
    startNano: BigInt(startMillis + index * 17_000) * ms,
    durationNano: durationMillis * ms,
    failed: index < failed,
  }))
}

async function reportError(
  { url }: Console,
  instanceId: string,
  fingerprint: string,
  atMillis: number,
) {
  const data = {
    ...{ environment: 'test', level: 'error', uuid: randomUUID(), timestamp: atMillis / 1_000 },
    fingerprint,
    attributes: [
      { key: 'service', value: 'shop' },
      { key: 'service.instance.id', value: instanceId },
    ],
    body: { message: { body: `${fingerprint} failure` } },
  }
  const response = await fetch(`${url}/api/1/item/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rollbar-access-token': 'local' },
    body: JSON.stringify({ data }),
  })
  expect(response.status).toBe(200)
}
