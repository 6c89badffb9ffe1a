import { queueBounds } from '../../../config/queue-bounds.ts'
import type { Endpoint } from '../../../config/segments-variables.ts'
import { usualBackoff } from '../../../delivery/backoff.ts'
import { createByteArena } from '../../../delivery/byte-arena.ts'
import { createBatchSender } from '../../../delivery/create-batch-sender.ts'
import { createLedger } from '../../../delivery/ledger.ts'
import type { Redactor } from '../../../redaction/index.ts'
import { nameRun } from '../document/name-run.ts'
import { splitDocument } from '../document/split-document.ts'
import { toDocument } from '../document/to-document.ts'
import { createDaemonSender, datagramHeader } from './daemon-sender.ts'
import type { Sending } from './sending.ts'

/** Each document is made and written when its segment closes; what waits are datagrams, which nothing has to collect. */
export function sendToDaemon(endpoint: Endpoint, redactor: Redactor, instanceId: string): Sending {
  const ledger = createLedger()
  const daemon = createDaemonSender(endpoint)
  const arena = createByteArena()
  const sender = createBatchSender<Uint8Array>({
    ledger,
    release: arena.release,
    send: daemon.send,
    sizeOf: ({ length }) => length,
    maxQueueItems: queueBounds.segments.items,
    maxQueueBytes: queueBounds.segments.bytes,
    // What 20,000 segments a second leave in an interval.
    maxBatchItems: 4000,
    maxBatchBytes: 4 * 1024 * 1024,
    intervalMillis: 200,
    attemptTimeoutMillis: 10_000,
    backoffMillis: usualBackoff,
  })
  return {
    emit(segment, options) {
      const document = nameRun(toDocument(segment, redactor, options), instanceId)
      for (const text of splitDocument(document)) sender.push(arena.write(datagramHeader + text))
    },
    signal: {
      name: 'segments',
      destination: `udp://${endpoint.host}:${endpoint.port}`,
      ledger: ledger.snapshot,
      flush: sender.flush,
      shutdown: (deadline) => sender.shutdown(deadline).then(daemon.close),
    },
  }
}
