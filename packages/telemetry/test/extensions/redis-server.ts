import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Replies to every command with the bulk string `hello`, as Redis does to GET. */
export async function startRedisServer() {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    // Each command is an array: `*2` for GET and its key, more for the commands of the start.
    socket.on('data', (chunk) => {
      const commands = chunk.toString().match(/^\*\d+/gm) ?? []
      socket.write('$5\r\nhello\r\n'.repeat(commands.length))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
