import { setTimeout as pause } from 'node:timers/promises'
import type { Endpoint } from '../../../config/segments-variables.ts'
import type { SendOutcome } from '../../../delivery/batch-sender.ts'
import { type DaemonSocket, openDaemonSocket } from './daemon-socket.ts'

export interface DaemonSender {
  send(documents: readonly string[], signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

/** The daemon drops a datagram that does not begin with this line. */
const header = '{"format":"json","version":1}\n'

/** How long a refusal may take to come back from the host the daemon runs on, or from beside it. */
const refusalMillis = 10
/**
 * The daemon's socket holds 208 KB on Linux, bookkeeping included, and loses what comes on top while
 * the daemon has to wait for a processor. So a batch is spread over most of the time that the next
 * one takes to gather; after an outage there is time, and what waited goes slowly.
 */
const spreadMillis = 150
const pauseMillis = 3
const slowestBytesPerMilli = 2 * 1024
const catchUpBytesPerMilli = 6 * 1024
const mostBurstBytes = { usual: 48 * 1024, catchingUp: 12 * 1024 }
const catchUpMillis = 15_000
/** A daemon that moved to another address is found again. */
const socketLifeMillis = 60_000

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

  async function deliver(documents: readonly string[], signal: AbortSignal): Promise<number> {
    const current = await ready(signal)
    const { bytesPerMilli, mostBytes } = isCatchingUp() ? slowPace : usualPace(documents)
    let room = bytesPerMilli * pauseMillis
    let tooLarge = 0
    let bytes = 0
    for (const [index, document] of documents.entries()) {
      signal.throwIfAborted()
      const datagram = Buffer.from(header + document)
      try {
        await current.send(datagram)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EMSGSIZE') throw error
        tooLarge += 1
      }
      bytes += heldBytes(datagram.length)
      if (index === 0) {
        await pause(refusalMillis)
        throwIfRefused(current)
      } else if (bytes >= room) {
        // A busy process wakes up late, and may then send more.
        const start = performance.now()
        await pause(pauseMillis)
        room = Math.min(mostBytes, bytesPerMilli * (performance.now() - start))
        bytes = 0
      }
    }
    if (documents.length > 1) await pause(refusalMillis)
    throwIfRefused(current)
    return tooLarge
  }

  return {
    async send(documents, signal) {
      try {
        const tooLarge = await deliver(documents, signal)
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

const slowPace = { bytesPerMilli: catchUpBytesPerMilli, mostBytes: mostBurstBytes.catchingUp }

function usualPace(documents: readonly string[]) {
  const bytes = documents.reduce((total, { length }) => total + heldBytes(length), 0)
  const bytesPerMilli = Math.max(slowestBytesPerMilli, bytes / spreadMillis)
  return { bytesPerMilli, mostBytes: mostBurstBytes.usual }
}

/** What a datagram takes in the receive buffer: Linux counts the memory it lies in. */
function heldBytes(length: number): number {
  return length * 1.5 + 1300
}

function throwIfRefused(socket: DaemonSocket): void {
  const error = socket.takeError()
  if (error) throw error
}
