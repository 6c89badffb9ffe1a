import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FromThread, ThreadOptions, ToThread } from './udp-messages.ts'

export interface UdpListener {
  readonly port: number
  /** Datagrams that never came out of the thread. */
  readonly dropped: number
  /** Stops listening; resolves when every datagram that was received has been handed on. */
  close(): Promise<void>
}

/** The entry lies beside this file, as `.ts` in the sources and as `.js` when built. */
const thread = new URL(`./udp-thread${import.meta.url.slice(-3)}`, import.meta.url)

/** Listens on UDP in a thread of its own. @throws the system's error when the port cannot be bound. */
export async function startUdpListener(
  { host, port }: ThreadOptions,
  onDatagram: (datagram: Uint8Array) => void,
): Promise<UdpListener> {
  const worker = new Worker(thread, { workerData: { host, port } })
  const exited = once(worker, 'exit')
  const tell = (message: ToThread) => worker.postMessage(message)
  let dropped = 0

  function handOn({ bytes, lengths }: FromThread & { readonly kind: 'datagrams' }): void {
    let offset = 0
    for (const length of lengths) {
      onDatagram(bytes.subarray(offset, offset + length))
      offset += length
    }
    tell({ kind: 'taken', bytes: bytes.length })
  }

  const boundPort = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'listening') resolve(message.port)
      else if (message.kind === 'datagrams') {
        dropped = message.dropped
        handOn(message)
      } else reject(Object.assign(new Error(message.message), { code: message.code }))
    })
  }).catch(async (error) => {
    await worker.terminate()
    throw error
  })

  return {
    port: boundPort,
    get dropped() {
      return dropped
    },
    async close() {
      tell({ kind: 'close' })
      await exited
    },
  }
}
