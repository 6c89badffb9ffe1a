import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface ReceivedItem {
  readonly path: string | undefined
  readonly token: string | undefined
  /** The request body as received. */
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: the tests assert on received JSON
  readonly data: any
}

export type Respond = (response: ServerResponse, request: IncomingMessage, attempt: number) => void

export const respondTaken: Respond = (response) => {
  response.setHeader('content-type', 'application/json')
  response.end('{"err":0,"result":{"id":null,"uuid":"taken"}}')
}

/** A Rollbar server with configurable responses; `items` are the accepted payloads. Concurrent tests pass their hook. */
export async function startRollbarReceiver(
  first: Respond = respondTaken,
  onFinished: (clean: () => Promise<void>) => void = onTestFinished,
) {
  let respond = first
  let attempts = 0
  const items: ReceivedItem[] = []
  const server = createServer(async (request, response) => {
    attempts += 1
    const attempt = attempts
    let text = ''
    request.on('error', () => undefined)
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    respond(response, request, attempt)
    if (respond !== respondTaken) return
    const { 'x-rollbar-access-token': token } = request.headers
    items.push({ path: request.url, token: String(token), text, data: JSON.parse(text).data })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  onFinished(close)
  const { port } = server.address() as AddressInfo

  return {
    endpoint: `http://127.0.0.1:${port}/api/1/item/`,
    port,
    items,
    attempts: () => attempts,
    respondWith: (next: Respond) => {
      respond = next
    },
    close,
  }
}
