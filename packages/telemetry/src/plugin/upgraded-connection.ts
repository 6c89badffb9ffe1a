import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { ServerRequest } from '../signals/server-request.ts'

const statusLine = /^HTTP\/1\.[01] (\d{3})/

/**
 * Records the status of an upgrade, for example to a WebSocket: libraries write `101 Switching
 * Protocols` to the socket and never use the response.
 */
export function watchUpgrade(message: IncomingMessage, request: ServerRequest): void {
  const { upgrade, socket } = message as IncomingMessage & { readonly upgrade?: boolean }
  if (upgrade !== true) return
  const { write }: Socket = Object.getPrototypeOf(socket)
  socket.write = function writeHead(this: Socket, ...parameters: Parameters<Socket['write']>) {
    const status = statusLine.exec(String(parameters[0]).slice(0, 20))?.[1]
    if (status !== undefined) request.upgradeStatus = Number(status)
    socket.write = write
    return write.apply(this, parameters)
  } as Socket['write']
}
