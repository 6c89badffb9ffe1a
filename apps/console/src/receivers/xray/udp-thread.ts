// Entry point of the thread that reads the socket, so that a busy main thread does not overflow the
// kernel's buffer. Datagrams are posted in batches; the bytes in flight are bounded.
import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread, ThreadOptions, ToThread } from './udp-messages.ts'
import { openUdpSocket } from './udp-socket.ts'

const maxBatchBytes = 256 * 1024
const maxBatchDelayMillis = 5
const maxUnderwayBytes = 32 * 1024 * 1024

const { host, port } = workerData as ThreadOptions
let batch: Buffer[] = []
let batchBytes = 0
let underwayBytes = 0
let dropped = 0
let reportedDropped = 0
let timer: NodeJS.Timeout | undefined

function post(message: FromThread, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

function onDatagram(datagram: Buffer): void {
  if (underwayBytes + batchBytes + datagram.length > maxUnderwayBytes) {
    dropped += 1
    return
  }
  batch.push(datagram)
  batchBytes += datagram.length
  if (batchBytes >= maxBatchBytes) send()
  else timer ??= setTimeout(send, maxBatchDelayMillis)
}

function send(): void {
  clearTimeout(timer)
  timer = undefined
  const bytes = new Uint8Array(batchBytes)
  const lengths = batch.map(({ length }) => length)
  let offset = 0
  for (const datagram of batch) {
    bytes.set(datagram, offset)
    offset += datagram.length
  }
  underwayBytes += batchBytes
  batch = []
  batchBytes = 0
  reportedDropped = dropped
  post({ kind: 'datagrams', bytes, lengths, dropped }, [bytes.buffer])
}

try {
  const socket = await openUdpSocket(host, port, onDatagram)
  parentPort?.on('message', async (message: ToThread) => {
    if (message.kind === 'taken') {
      underwayBytes -= message.bytes
      // Reports drops even when no further datagram arrives.
      if (dropped > reportedDropped && batchBytes === 0) send()
    } else {
      await socket.close()
      send()
      parentPort?.close()
    }
  })
  post({ kind: 'listening', port: socket.port })
} catch (error) {
  const { code = '', message } = error as NodeJS.ErrnoException
  post({ kind: 'failed', code, message })
}
