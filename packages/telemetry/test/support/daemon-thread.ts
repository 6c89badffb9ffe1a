import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Document } from '../signals/segments/daemon.ts'

export interface DaemonThread {
  readonly port: number
  /** Datagrams received so far. */
  documents(): Promise<Document[]>
  stop(): Promise<void>
}

/** The daemon's UDP side on a thread of its own: like the real one, it reads its socket while the test is busy. */
export async function startDaemonThread(wantedPort = 0): Promise<DaemonThread> {
  const worker = new Worker(new URL(import.meta.url), { execArgv: [], workerData: wantedPort })
  const [port] = await once(worker, 'message')
  return {
    port,
    documents: async () => {
      worker.postMessage('received?')
      const [datagrams]: string[][] = await once(worker, 'message')
      return (datagrams ?? []).map((text) => JSON.parse(text.slice(text.indexOf('\n') + 1)))
    },
    stop: async () => void (await worker.terminate()),
  }
}

if (!isMainThread && parentPort) await receive(parentPort)

async function receive(port: MessagePort): Promise<void> {
  const datagrams: Buffer[] = []
  // Parallel tests delay this thread more than the host of a daemon would.
  const socket = createSocket({ type: 'udp4', recvBufferSize: 8 * 1024 * 1024 })
  socket.bind(workerData, '127.0.0.1')
  socket.on('message', (datagram) => datagrams.push(datagram))
  await once(socket, 'listening')
  port.on('message', () => port.postMessage(datagrams.map(String)))
  port.postMessage(socket.address().port)
}
