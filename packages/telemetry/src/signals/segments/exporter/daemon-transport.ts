import { setTimeout as pause } from 'node:timers/promises'
import type { SendOutcome } from '../../../delivery/batch-sender.ts'
import type { Endpoint } from '../variables.ts'
import { type DaemonSocket, openDaemonSocket } from './daemon-socket.ts'

export interface DaemonTransport {
  send(datagrams: readonly Uint8Array[], signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

/** The header line that the daemon requires before the document. */
export const datagramHeader = '{"format":"json","version":1}\n'

/** Maximum time of an ICMP refusal from this host or a neighbor. */
const refusalMillis = 10
/** A batch is spread over most of the batch interval. */
const spreadMillis = 150
const catchUpMillis = 15_000
/** Resolves the host again, in case the daemon moved. */
const socketLifeMillis = 60_000

/**
 * The daemon's receive buffer holds 208 KB on Linux, including overhead, and drops datagrams beyond it
 * while the daemon waits for a processor.
 */
interface Pace {
  readonly bytesPerMilli: number
  readonly pauseMillis: number
  /** A busy process wakes up late and then sends more, up to this. */
  readonly maxBurstBytes: number
}

const slowest: Pace = { bytesPerMilli: 2048, pauseMillis: 3, maxBurstBytes: 48 * 1024 }
/** The backlog of an outage is sent slowly. */
const catchUp: Pace = { bytesPerMilli: 6144, pauseMillis: 3, maxBurstBytes: 12 * 1024 }
/** From about 7,000 segments per second the pauses must be short, or the queue overflows. */
const busy = { bytesPerMilli: 16 * 1024, pauseMillis: 1, maxBurstBytes: 96 * 1024 }

/**
 * Sends documents to the X-Ray daemon. UDP has no acknowledgment, so one document is sent ahead of each
 * batch: without a listener it is refused at once, and the batch is retried. A refusal within a batch
 * resends the whole batch; X-Ray ignores duplicate documents. Datagrams that the daemon's host drops
 * cannot be detected.
 */
export function createDaemonTransport(endpoint: Endpoint): DaemonTransport {
  let socket: DaemonSocket | undefined
  let failedMillis = Number.NEGATIVE_INFINITY

  const isCatchingUp = () => performance.now() - failedMillis < catchUpMillis

  function close(): void {
    socket?.close()
    socket = undefined
  }

  async function ready(signal: AbortSignal): Promise<DaemonSocket> {
    if (socket && socket.ageMillis() > socketLifeMillis) close()
    socket ??= await openDaemonSocket(endpoint, signal)
    return socket
  }

  async function deliver(datagrams: readonly Uint8Array[], signal: AbortSignal): Promise<number> {
    const current = await ready(signal)
    const { bytesPerMilli, pauseMillis, maxBurstBytes } = isCatchingUp()
      ? catchUp
      : usualPace(datagrams)
    let tooLarge = await current.send(datagrams.slice(0, 1))
    await pause(refusalMillis)
    throwIfRefused(current)
    let burstBytes = bytesPerMilli * pauseMillis
    for (let at = 1; at < datagrams.length; ) {
      const end = endOfBurst(datagrams, at, burstBytes)
      tooLarge += await current.send(datagrams.slice(at, end))
      at = end
      const start = performance.now()
      await pause(at < datagrams.length ? pauseMillis : refusalMillis)
      signal.throwIfAborted()
      burstBytes = Math.min(maxBurstBytes, bytesPerMilli * (performance.now() - start))
    }
    throwIfRefused(current)
    return tooLarge
  }

  return {
    async send(datagrams, signal) {
      try {
        const tooLarge = await deliver(datagrams, signal)
        return tooLarge === 0
          ? { kind: 'sent' }
          : { kind: 'sent', rejected: { too_large: tooLarge } }
      } catch (error) {
        close()
        failedMillis = performance.now()
        return { kind: 'retry', reason: (error as Error).message }
      }
    },
    close,
  }
}

function usualPace(datagrams: readonly Uint8Array[]): Pace {
  const bytes = datagrams.reduce((total, datagram) => total + bufferBytes(datagram), 0)
  const bytesPerMilli = Math.max(slowest.bytesPerMilli, bytes / spreadMillis)
  return { ...(bytesPerMilli < busy.bytesPerMilli ? slowest : busy), bytesPerMilli }
}

/** The index of the first datagram after `start` that exceeds `burstBytes`. */
function endOfBurst(datagrams: readonly Uint8Array[], start: number, burstBytes: number): number {
  let end = start
  for (let bytes = 0; bytes < burstBytes; end += 1) {
    const datagram = datagrams[end]
    if (!datagram) break
    bytes += bufferBytes(datagram)
  }
  return end
}

/** The memory of a datagram in the receive buffer, with the overhead that Linux counts. */
function bufferBytes({ length }: Uint8Array): number {
  return length * 1.5 + 1300
}

function throwIfRefused(socket: DaemonSocket): void {
  const error = socket.takeError()
  if (error) throw error
}
