import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import type { Endpoint } from '../variables.ts'

export interface DaemonSocket {
  /**
   * Resolves with the number of datagrams that were too large for the system.
   *
   * @throws any other error of the system, such as ECONNREFUSED
   */
  send(datagrams: readonly Uint8Array[]): Promise<number>
  /** The error since the last call; ICMP "port unreachable" is ECONNREFUSED. */
  takeError(): Error | undefined
  /** Milliseconds since the socket was opened. */
  ageMillis(): number
  close(): void
}

/** Large enough for a datagram of full size; the default of macOS is 9 KB. */
const sendBufferBytes = 256 * 1024

/** A connected UDP socket, because only connected sockets receive ICMP errors. */
export async function openDaemonSocket(
  { host, port }: Endpoint,
  signal: AbortSignal,
): Promise<DaemonSocket> {
  const { address, family } = await lookup(host)
  signal.throwIfAborted()
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  let error: Error | undefined
  const openedMillis = performance.now()
  try {
    socket.connect(port, address)
    await once(socket, 'connect', { signal })
  } catch (failure) {
    socket.close()
    throw failure
  }
  socket.on('error', (failure) => {
    error = failure
  })
  socket.setSendBufferSize(sendBufferBytes)
  socket.unref()

  return {
    send: (datagrams) => send(socket, datagrams),
    takeError() {
      const taken = error
      error = undefined
      return taken
    },
    ageMillis: () => performance.now() - openedMillis,
    close: () => socket.close(),
  }
}

function send(socket: Socket, datagrams: readonly Uint8Array[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let open = datagrams.length
    let tooLarge = 0
    const onSent = (error: NodeJS.ErrnoException | null) => {
      if (error?.code === 'EMSGSIZE') tooLarge += 1
      else if (error) reject(error)
      open -= 1
      if (open === 0) resolve(tooLarge)
    }
    for (const datagram of datagrams) socket.send(datagram, onSent)
  })
}
