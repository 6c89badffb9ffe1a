import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { vi } from 'vitest'

/** Failures of an HTTP backend that pass. */
export const faults = [
  'refused',
  'hangs after accept',
  'hangs mid-body',
  '503',
  '429',
  '429 with Retry-After',
  'slow',
  'garbage',
  'closes connection',
] as const
export type Fault = (typeof faults)[number] | '500'

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Unzipped. */
  readonly body: Buffer
  /** The raw body, which a signature covers. */
  readonly rawBody: Buffer
}

export interface FaultResponse {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
}

export interface FaultServer {
  readonly port: number
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** Requests that got their regular response; requests that met a fault are not included. */
  readonly received: readonly ReceivedRequest[]
  /** Connections and requests that a fault met. */
  readonly spoiled: number
  fail(fault: Fault): Promise<void>
  /** Works again; connections that hang are cut. */
  heal(): Promise<void>
  close(): Promise<void>
}

const lentPort = { timeout: 30_000, interval: 100 }
const slowMillis = 300
const retryAfterSeconds = 1

/** A backend on a free port of 127.0.0.1 that works until it is set to fail. */
export async function startFaultServer(
  respond: (request: ReceivedRequest) => FaultResponse = () => ({}),
): Promise<FaultServer> {
  const received: ReceivedRequest[] = []
  const sockets = new Set<Socket>()
  let fault: Fault | undefined
  let spoiled = 0

  const server = createServer((request, response) => void serve(request, response))
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    if (fault === 'hangs after accept') {
      spoiled += 1
      socket.pause()
    }
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const stop = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve()
      server.close(() => resolve())
      cut()
    })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return
    }
    const raw = Buffer.concat(chunks)
    const { method = '', url: path = '', headers } = request
    const body = headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
    if (fault && fault !== 'slow') {
      spoiled += 1
      return spoil(fault, response)
    }
    if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMillis))
    const taken = { method, path, headers, body, rawBody: raw }
    const { status = 200, headers: responseHeaders, body: responseBody = '' } = respond(taken)
    received.push(taken)
    response.writeHead(status, responseHeaders).end(responseBody)
  }

  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    get spoiled() {
      return spoiled
    },
    fail: async (next) => {
      fault = next
      if (next === 'refused') await stop()
      // A connection from before would not notice that new ones hang.
      if (next === 'hangs after accept') cut()
    },
    heal: async () => {
      fault = undefined
      cut()
      // Meanwhile the system may have given the port to another connection for a while.
      if (!server.listening) await vi.waitFor(() => listen(port), lentPort)
    },
    close: stop,
  }
}

function spoil(fault: Exclude<Fault, 'slow'>, response: ServerResponse): void {
  switch (fault) {
    case '500':
    case '503':
      response.writeHead(Number(fault)).end('it broke')
      break
    case '429':
      response.writeHead(429).end()
      break
    case '429 with Retry-After':
      response.writeHead(429, { 'retry-after': String(retryAfterSeconds) }).end()
      break
    case 'hangs mid-body':
      response.writeHead(200, { 'content-length': '1000' }).write('{')
      break
    case 'garbage':
      response.socket?.end('\u0000\u0001 this is not HTTP\r\n\r\n')
      break
    case 'closes connection':
      response.socket?.destroy()
      break
    // A request that came on a connection from before the fault.
    case 'hangs after accept':
    case 'refused':
      break
  }
}
