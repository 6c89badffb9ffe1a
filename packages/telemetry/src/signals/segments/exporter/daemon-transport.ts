import { setTimeout as pause } from 'node:timers/promises'
import type { Endpoint } from '../../../config/segments-variables.ts'
import type { SendOutcome } from '../../../delivery/batch-sender.ts'
import { type DaemonSocket, openDaemonSocket } from './daemon-socket.ts'

export interface DaemonSender {
  send(datagrams: readonly Uint8Array[], signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

/** The daemon drops a datagram that does not begin with this line; the document follows. */
export const datagramHeader = '{"format":"json","version":1}\n'

/** How long a refusal may take to come back from the host the daemon runs on, or from beside it. */
const refusalMillis = 10
/** A batch is spread over most of the time that the next one takes to gather. */
const spreadMillis = 150
const catchUpMillis = 15_000
/** A daemon that moved to another address is found again. */
const socketLifeMillis = 60_000

/**
 * The daemon's socket holds 208 KB on Linux, bookkeeping included, and loses what comes on top while
 * the daemon has to wait for a processor.
 */
interface Pace {
  readonly bytesPerMilli: number
  readonly pauseMillis: number
  /** A busy process wakes up late, and may then send more, up to this. */
  readonly mostBurstBytes: number
}

const slowest: Pace = { bytesPerMilli: 2048, pauseMillis: 3, mostBurstBytes: 48 * 1024 }
/** After an outage there is time, and what waited goes slowly. */
const catchUp: Pace = { bytesPerMilli: 6144, pauseMillis: 3, mostBurstBytes: 12 * 1024 }
/** From some 7,000 segments a second on pauses have to be short, or the queue would overflow. */
const busy = { bytesPerMilli: 16 * 1024, pauseMillis: 1, mostBurstBytes: 96 * 1024 }

/**
 * Sends documents to the X-Ray daemon. UDP acknowledges nothing, so one document goes ahead of each
 * batch: where nobody listens the refusal comes back at once, and the batch waits for the next
 * attempt. A refusal amid a batch makes the whole batch go again, which X-Ray takes for the same
 * documents. A datagram that the daemon's host takes and loses cannot be known here.
 */
export function createDaemonSender(endpoint: Endpoint): DaemonSender {
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
    const { bytesPerMilli, pauseMillis, mostBurstBytes } = isCatchingUp()
      ? catchUp
      : usualPace(datagrams)
    let tooLarge = await current.send(datagrams.slice(0, 1))
    await pause(refusalMillis)
    throwIfRefused(current)
    let room = bytesPerMilli * pauseMillis
    for (let at = 1; at < datagrams.length; ) {
      const end = endOfBurst(datagrams, at, room)
      tooLarge += await current.send(datagrams.slice(at, end))
      at = end
      const start = performance.now()
      await pause(at < datagrams.length ? pauseMillis : refusalMillis)
      signal.throwIfAborted()
      room = Math.min(mostBurstBytes, bytesPerMilli * (performance.now() - start))
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
  const bytes = datagrams.reduce((total, datagram) => total + heldBytes(datagram), 0)
  const bytesPerMilli = Math.max(slowest.bytesPerMilli, bytes / spreadMillis)
  return { ...(bytesPerMilli < busy.bytesPerMilli ? slowest : busy), bytesPerMilli }
}

/** The first datagram, from `start` on, that comes after `room` is used up. */
function endOfBurst(datagrams: readonly Uint8Array[], start: number, room: number): number {
  let end = start
  for (let bytes = 0; bytes < room; end += 1) {
    const datagram = datagrams[end]
    if (!datagram) break
    bytes += heldBytes(datagram)
  }
  return end
}

/** What a datagram takes in the receive buffer: Linux counts the memory it lies in. */
function heldBytes({ length }: Uint8Array): number {
  return length * 1.5 + 1300
}

function throwIfRefused(socket: DaemonSocket): void {
  const error = socket.takeError()
  if (error) throw error
}
