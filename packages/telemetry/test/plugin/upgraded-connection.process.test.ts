import { once } from 'node:events'
import { connect } from 'node:net'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/plugin/index.ts'
import { startTestTelemetry } from '../../src/testing/start-test-telemetry.ts'

const recorded = startTestTelemetry({ serviceName: 'under-test' })
let app: FastifyInstance
let address: string
beforeEach(async () => {
  app = Fastify()
  app.register(telemetryPlugin)
  app.register(websocket)
  app.register(async (sub) => {
    sub.get('/ws', { websocket: true }, (socket, request) => {
      socket.on('message', (message: Buffer) => {
        request.log.info('message received')
        socket.send(String(message))
      })
    })
    sub.get(
      '/denied',
      { websocket: true, preValidation: async (_request, reply) => reply.code(401).send() },
      () => undefined,
    )
  })
  address = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')
  recorded.clear()
})
afterEach(() => app.close())

const upgrade = {
  connection: 'Upgrade',
  host: 'x',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
  upgrade: 'websocket',
}

function openRaw(path: string) {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  const lines = Object.entries(upgrade).map(([name, value]) => `${name}: ${value}`)
  socket.write([`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
  return socket
}

const recordedOnce = () => expect.poll(() => recorded.spans.length).toBe(1)

describe('a WebSocket', () => {
  it('completes with status 101 when it is closed normally', async () => {
    const client = new WebSocket(`${address}/ws`)
    await once(client, 'open')
    client.send('hello')
    const [{ data }] = (await once(client, 'message')) as [MessageEvent]
    expect(data).toBe('hello')
    client.close()
    await recordedOnce()
    expect(recorded.spans).toMatchObject([
      {
        name: 'GET /ws',
        status: 'unset',
        attributes: { 'http.response.status_code': 101, 'cruddur.request.outcome': 'completed' },
      },
    ])
    const [message, line] = recorded.logLines
    expect(message).toMatchObject({ msg: 'message received' })
    expect(line).toMatchObject({ level: 'info', status: 101, outcome: 'completed' })
    expect(recorded.segments).toMatchObject([{ http: { response: { status: 101 } } }])
    expect(recorded.segments[0]).not.toHaveProperty('error')
  })

  it('is aborted by the client when its connection is reset', async () => {
    const socket = openRaw('/ws')
    await once(socket, 'data')
    socket.resetAndDestroy()
    await recordedOnce()
    expect(recorded.logLines).toMatchObject([
      { level: 'warn', status: 101, outcome: 'client_aborted' },
    ])
  })

  it('has the status of a hook that rejects it', async () => {
    const socket = openRaw('/denied')
    await once(socket, 'data')
    socket.end()
    await recordedOnce()
    expect(recorded.logLines).toMatchObject([{ level: 'warn', status: 401, outcome: 'completed' }])
  })
})
