import { lazyCompilers } from '@cruddur/fastify-service'
import fastify, { type FastifyInstance } from 'fastify'
import { readDatagram } from '../../decode/xray/datagram.ts'
import { decodeSegmentDocument } from '../../decode/xray/segment-document.ts'
import type { ReceiverCounters } from '../../model/receiver-counters.ts'
import type { RowSink } from '../../model/row-sink.ts'
import { limitBytesUnderWay } from '../limit-bytes-under-way.ts'
import { createRecordCounts } from '../record-counts.ts'
import { readKernelDrops } from './kernel-drops.ts'
import { createSamplingService, type Sampling } from './sampling.ts'
import { createSegmentQueue } from './segment-queue.ts'
import { acceptedWindow } from './time-window.ts'
import { startUdpListener, type UdpListener } from './udp-listener.ts'
import { maxXrayBodyBytes, registerXrayApi } from './xray-api.ts'
import { readAnyJson, registerXrayErrors } from './xray-protocol.ts'

const maxBytesUnderWay = 64 * 1024 * 1024

export interface XrayReceiverOptions {
  readonly sink: RowSink
  readonly host: string
  /** Like the X-Ray daemon, UDP for segments and TCP for the API share a port. `0` picks a free port. */
  readonly port: number
  readonly sampling?: Sampling
  /** Older documents are rejected. By default the limit is X-Ray's 30 days. */
  readonly retentionDays?: number | undefined
  /** Adds hooks or routes to the HTTP side, such as a check of the Host header, before its routes. */
  extend?(app: FastifyInstance): void
  /** Called when a batch cannot be stored; its segments count as dropped. */
  onError(error: unknown): void
}

export interface XrayReceiver {
  readonly host: string
  readonly port: number
  /** Registers the HTTP routes on another server or scope. */
  serve(app: FastifyInstance): void
  counters(): Promise<ReceiverCounters>
  /** Number of documents received by UDP that are not stored yet. */
  unwritten(): number
  /** Stops listening, then stores the queued documents. */
  close(): Promise<void>
}

/**
 * The two entry points of the X-Ray daemon. Segments received by UDP go to a bounded queue that drops
 * the oldest; every drop is counted, including those of the kernel.
 *
 * @throws the system error when the port is in use.
 */
export async function startXrayReceiver(options: XrayReceiverOptions): Promise<XrayReceiver> {
  const { sink, host } = options
  const counts = createRecordCounts()
  const queue = createSegmentQueue({
    sink,
    maxDocuments: 50_000,
    intervalMillis: 1_000,
    maxBytes: 32 * 1024 * 1024,
    closeTimeoutMillis: 5_000,
    onError: options.onError,
  })

  const window = () => acceptedWindow(options.retentionDays)
  function onDatagram(datagram: Uint8Array): void {
    counts.add('received', 1)
    const document = readDatagram(datagram)
    if (document === undefined) {
      counts.reject('the datagram has no X-Ray daemon header or no document')
      return
    }
    const { rows, unprocessed } = decodeSegmentDocument(document, window())
    if (rows.length > 0) {
      counts.add('received', unprocessed.length)
      queue.push(rows, datagram.length)
    }
    for (const { message } of unprocessed) counts.reject(message)
  }

  const sampling = createSamplingService(options.sampling ?? 'everything')
  const serve = (server: FastifyInstance) => {
    limitBytesUnderWay(server, maxBytesUnderWay)
    readAnyJson(server)
    registerXrayErrors(server)
    registerXrayApi(server, {
      sink,
      sampling,
      counts,
      window,
    })
  }
  const app = fastify({
    bodyLimit: maxXrayBodyBytes,
    requestTimeout: 30_000,
    schemaController: lazyCompilers,
  })
  options.extend?.(app)
  serve(app)

  const udp = await listenOnBoth(app, host, options.port, onDatagram)
  let closing: Promise<void> | undefined
  return {
    host,
    port: udp.port,
    serve,
    async counters() {
      const unseen = udp.dropped + (await readKernelDrops(udp.port))
      const counted = counts.counters()
      return {
        ...counted,
        received: counted.received + unseen,
        stored: counted.stored + queue.stored,
        dropped: counted.dropped + queue.dropped + unseen,
      }
    },
    unwritten: () => queue.unwritten,
    close() {
      closing ??= Promise.all([app.close(), udp.close()]).then(() => queue.close())
      return closing
    },
  }
}

/** A port that is free for UDP can be in use for TCP; then another port is selected. */
async function listenOnBoth(
  app: FastifyInstance,
  host: string,
  port: number,
  onDatagram: (datagram: Uint8Array) => void,
): Promise<UdpListener> {
  for (let attempt = 1; ; attempt += 1) {
    const udp = await startUdpListener({ host, port }, onDatagram)
    try {
      await app.listen({ host, port: udp.port })
      return udp
    } catch (error) {
      await udp.close()
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (port !== 0 || !taken || attempt === 10) throw error
    }
  }
}
