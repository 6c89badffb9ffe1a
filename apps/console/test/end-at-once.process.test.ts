import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { listening, outcome, spawnConsole } from './support/console-process.ts'
import { currentSchema } from './support/current-schema.ts'
import { ownConsoles } from './support/own-consoles.ts'
import { insertSlowSpans, startBusyConsole } from './support/slow-queries.ts'

const consoles = ownConsoles()

const traceId = 'e'.repeat(32)

function sendSpan(otlpUrl: string): Promise<Response> {
  const startTimeUnixNano = String(BigInt(Date.now()) * 1_000_000n)
  const span = { traceId, spanId: 'e'.repeat(16), name: 'kept', startTimeUnixNano }
  return fetch(`${otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  })
}

test('a second Ctrl-C kills the console, reports what may be lost, and keeps acknowledged data', {
  timeout: 60_000,
}, async () => {
  await insertSlowSpans(consoles.folder)
  const { started, otlpUrl, sendQueries } = await startBusyConsole(consoles.folder)
  consoles.own(started)
  expect((await sendSpan(otlpUrl)).status).toBe(200)
  await sendQueries()
  // Presses within one second count as one.
  const pressing = setInterval(() => started.kill('SIGINT'), 100)
  const ended = await outcome(started).finally(() => clearInterval(pressing))
  expect(ended).toEqual({
    code: 'SIGKILL',
    stderr:
      'console: killed by a second SIGINT: acknowledged data is safe, requests in flight may be lost\n',
  })

  const again = consoles.own(spawnConsole(consoles.folder))
  const { url } = await listening(again)
  const response = await fetch(`${url}/api/v1/traces/${traceId}`)
  expect(await response.json()).toMatchObject({ spans: [{ name: 'kept' }] })
  again.kill('SIGINT')
  expect(await outcome(again)).toEqual({ code: 0, stderr: '' })
})

/** A ClickHouse that has the schema, no rows, and never ends an insert of spans or segments; resolves once both have started. */
async function startStuckServer() {
  const stuck = new Set<string>()
  let resolveBothStuck = () => {}
  const bothStuck = new Promise<void>((resolve) => {
    resolveBothStuck = resolve
  })
  const server = createServer(async (request, response) => {
    const isPacked = request.headers['content-encoding'] === 'gzip'
    const body = await text(isPacked ? request.pipe(createGunzip()) : request)
    const statement = new URL(request.url ?? '/', 'http://server').searchParams.get('query') ?? body
    const [, table = ''] = /^INSERT INTO (otel_traces|xray_segments) \(/.exec(statement) ?? []
    if (table === '')
      return response.end(currentSchema.find(([within]) => statement.includes(within))?.[2])
    stuck.add(table)
    if (stuck.size === 2) resolveBothStuck()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bothStuck,
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

test('a console that cannot close is killed and reports queued UDP documents', {
  timeout: 60_000,
}, async () => {
  using server = await startStuckServer()
  const child = consoles.own(spawnConsole(consoles.folder, { CONSOLE_CLICKHOUSE_URL: server.url }))
  const { otlpUrl, xrayAddress } = await listening(child)
  const sent = sendSpan(otlpUrl).catch(() => 'cut off')
  const seconds = Date.now() / 1_000
  const segment = {
    ...{ trace_id: `1-${'e'.repeat(8)}-${'e'.repeat(24)}`, id: 'e'.repeat(16), name: 'shop' },
    ...{ start_time: seconds, end_time: seconds },
  }
  const [host = '', port] = xrayAddress.split(':')
  const socket = createSocket('udp4')
  socket.send(`{"format":"json","version":1}\n${JSON.stringify(segment)}`, Number(port), host)
  await server.bothStuck
  socket.close()
  child.kill('SIGTERM')
  expect(await outcome(child)).toEqual({
    code: 'SIGKILL',
    stderr:
      'console: shutdown timed out after 15000 ms: acknowledged data is safe, requests in flight may be lost, 1 X-Ray document by UDP\n',
  })
  expect(await sent).toBe('cut off')
})
