import { once } from 'node:events'
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import { Readable } from 'node:stream'
import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/plugin/index.ts'
import { startTestTelemetry } from '../../src/testing/start-test-telemetry.ts'

const recorded = startTestTelemetry({ serviceName: 'under-test' })

function build() {
  const app = Fastify({ http2: true })
  app.register(telemetryPlugin)
  app.get('/ok', async () => 'ok')
  app.get('/throws', async () => {
    throw new Error('broke')
  })
  app.get('/never', (_request, reply) => {
    // The client learns that the handler runs.
    reply.raw.writeContinue()
    return new Promise(() => {})
  })
  app.get('/endless', (_request, reply) => {
    const chunks = async function* () {
      for (;;) {
        yield 'x'.repeat(1000)
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    return reply.send(Readable.from(chunks()))
  })
  app.get('/breaks', (_request, reply) => {
    const chunks = async function* () {
      yield 'first'
      await new Promise((resolve) => setImmediate(resolve))
      throw new Error('the source broke')
    }
    return reply.send(Readable.from(chunks()))
  })
  return app
}

let app: ReturnType<typeof build>
let session: ClientHttp2Session
beforeEach(async () => {
  recorded.clear()
  app = build()
  session = connect(await app.listen({ port: 0, host: '127.0.0.1' }))
  session.on('error', () => undefined)
})
afterEach(async () => {
  session.destroy()
  await app.close()
})

function request(path: string): ClientHttp2Stream {
  const stream = session.request({ ':path': path })
  stream.on('error', () => undefined)
  return stream
}

describe('an HTTP/2 request', () => {
  it.each<[string, string, (stream: ClientHttp2Stream) => Promise<unknown>, object]>([
    [
      'that completes',
      '/ok',
      (stream) => once(stream.resume(), 'close'),
      { level: 'info', status: 200, outcome: 'completed' },
    ],
    [
      'that fails',
      '/throws',
      (stream) => once(stream.resume(), 'close'),
      { level: 'error', status: 500, outcome: 'completed', err: { message: 'broke' } },
    ],
    [
      'that the client cancels before the response',
      '/never',
      async (stream) => {
        await once(stream, 'continue')
        stream.close(constants.NGHTTP2_CANCEL)
      },
      { level: 'warn', status: 499, outcome: 'client_aborted' },
    ],
    [
      'that the client cancels during the response',
      '/endless',
      async (stream) => {
        await once(stream, 'data')
        stream.close(constants.NGHTTP2_CANCEL)
      },
      { level: 'warn', status: 200, outcome: 'client_aborted' },
    ],
    [
      'of a connection that the client closes',
      '/endless',
      async (stream) => {
        await once(stream, 'data')
        session.destroy()
      },
      { level: 'warn', status: 200, outcome: 'client_aborted' },
    ],
    [
      'whose response is cut off',
      '/breaks',
      (stream) => once(stream.resume(), 'close'),
      {
        level: 'error',
        status: 200,
        outcome: 'server_closed',
        err: { message: 'the source broke' },
      },
    ],
  ])('%s', async (_title, path, act, line) => {
    await act(request(path))
    await expect.poll(() => recorded.spans.length).toBe(1)
    await recorded.settle()
    expect(recorded.logLines.filter(({ outcome }) => outcome)).toMatchObject([line])
    expect(recorded.errorReports).toHaveLength('err' in line ? 1 : 0)
    expect(recorded.spans[0]?.status).toBe('err' in line ? 'error' : 'unset')
  })
})
