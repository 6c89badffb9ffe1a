import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** The fields of a received document or request body that tests read. */
export interface Document {
  readonly id: string
  readonly name: string
  readonly trace_id: string
  readonly parent_id?: string
  readonly start_time: number
  readonly end_time?: number
  readonly subsegments: readonly Document[]
  readonly annotations: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly cause: {
    readonly exceptions: readonly {
      readonly id: string
      readonly message: string
      readonly type: string
      readonly stack: readonly { readonly path: string; readonly line: number }[]
    }[]
  }
  readonly [field: string]: unknown
}

type Body = Readonly<Record<string, unknown>>

export interface FakeDaemon {
  readonly port: number
  /** The received documents; a datagram is a header, a line break and one document. */
  readonly documents: Document[]
  readonly datagramBytes: number[]
  readonly malformed: string[]
  stop(): Promise<void>
}

/** As large as the system allows, because sender and daemon share a busy thread here. */
const recvBufferSize = 4 * 1024 * 1024

/** The UDP side of an X-Ray daemon. */
export async function startUdp(port = 0, host = '127.0.0.1'): Promise<FakeDaemon> {
  const documents: Document[] = []
  const malformed: string[] = []
  const datagramBytes: number[] = []
  const type = host.includes(':') ? 'udp6' : 'udp4'
  const socket: Socket = createSocket({ type, recvBufferSize })
  socket.on('message', (message) => {
    const content = message.toString('utf8')
    datagramBytes.push(message.length)
    const at = content.indexOf('\n')
    const header = at === -1 ? undefined : JSON.parse(content.slice(0, at))
    if (header?.format === 'json' && header.version === 1) {
      documents.push(JSON.parse(content.slice(at + 1)))
    } else malformed.push(content)
  })
  socket.bind(port, host)
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    documents,
    datagramBytes,
    malformed,
    async stop() {
      socket.close()
      await once(socket, 'close')
    },
  }
}

interface Call {
  readonly path: string
  readonly body: Body
}

export interface FakeSamplingApi {
  readonly port: number
  readonly calls: Call[]
  /** Paths of requests that were aborted by the caller. */
  readonly givenUp: string[]
  /** Responses by path; a number is a status, `undefined` never responds. */
  readonly responses: Record<string, (body: Body) => unknown>
  stop(): Promise<void>
}

/** The TCP side of an X-Ray daemon. */
export async function startSamplingApi(port = 0): Promise<FakeSamplingApi> {
  const calls: Call[] = []
  const givenUp: string[] = []
  const responses: FakeSamplingApi['responses'] = {}
  const server: Server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = JSON.parse(await text(request))
    calls.push({ path, body })
    response.on('close', () => {
      if (!response.writableEnded) givenUp.push(path)
    })
    const result = responses[path]?.(body)
    if (result === undefined) return
    if (typeof result === 'number') response.writeHead(result).end()
    else response.end(typeof result === 'string' ? result : JSON.stringify(result))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    calls,
    givenUp,
    responses,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
