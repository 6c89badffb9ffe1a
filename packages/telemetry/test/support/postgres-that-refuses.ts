import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

const message = (type: string, body: Buffer) => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const authenticated = message('R', Buffer.alloc(4))
const ready = message('Z', Buffer.from('I'))

/** Speaks as much of the Postgres protocol as it takes to fail every query with this error. */
export async function startRefusingPostgres(text: string, detail: string) {
  const fields = ['SERROR', 'C23505', `M${text}`, `D${detail}`].map((field) => `${field}\0`)
  const error = message('E', Buffer.from(`${fields.join('')}\0`))
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let started = false
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      // S ends an extended query, Q is a simple one; only the first message has no type.
      const isQuery = chunk.includes('S\0\0\0\u0004') || chunk[0] === 'Q'.charCodeAt(0)
      if (!started) socket.write(Buffer.concat([authenticated, ready]))
      else if (isQuery) socket.write(Buffer.concat([error, ready]))
      started = true
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    url: `postgres://cruddur:password@127.0.0.1:${port}/cruddur`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
