import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'

export interface UdpSocket {
  readonly port: number
  close(): Promise<void>
}

/** The kernel may grant less; 10,000 datagrams of 1 KB per second need about 100 KB per 10 ms of delay. */
const receiveBufferBytes = 8 * 1024 * 1024

/** Listens on UDP. @throws the system error when the port cannot be bound. */
export async function openUdpSocket(
  host: string,
  port: number,
  onDatagram: (datagram: Buffer) => void,
): Promise<UdpSocket> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  socket.on('message', onDatagram)
  try {
    socket.bind(port, host)
    await once(socket, 'listening')
  } catch (error) {
    socket.close()
    throw error
  }
  // A late socket error, such as ICMP port unreachable, must not end the process.
  socket.on('error', () => {})
  try {
    socket.setRecvBufferSize(receiveBufferBytes)
  } catch {
    // Some systems refuse the size instead of reducing it; the default stays.
  }
  return {
    port: socket.address().port,
    async close() {
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}
