import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FromThread, ThreadOptions, ToThread } from './udp-messages.ts'

export interface UdpListener {
  readonly port: number
  /** Datagrams that the thread dropped. */
  readonly dropped: number
  /** Stops listening; resolves when every received datagram has been passed on. */
  close(): Promise<void>
}

/** The entry point is next to this file: `.ts` in the sources, `.js` when built. */
const thread = new URL(`./udp-thread${import.meta.url.slice(-3)}`, import.meta.url)

/** Listens on UDP in a separate thread. @throws the system error when the port cannot be bound. */
export async function startUdpListener(
  { host, port }: ThreadOptions,
  onDatagram: (datagram: Uint8Array) => void,
): Promise<UdpListener> {
  const worker = new Worker(thread, { workerData: { host, port } })
  const exited = once(worker, 'exit')
  const send = (message: ToThread) => worker.postMessage(message)
  let dropped = 0

  function passOn({ bytes, lengths }: FromThread & { readonly kind: 'datagrams' }): void {
    let offset = 0
    for (const length of lengths) {
      onDatagram(bytes.subarray(offset, offset + length))
      offset += length
    }
    send({ kind: 'taken', bytes: bytes.length })
  }

  const boundPort = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'listening') resolve(message.port)
      else if (message.kind === 'datagrams') {
        dropped = message.dropped
        passOn(message)
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
      send({ kind: 'close' })
      await exited
    },
  }
}
