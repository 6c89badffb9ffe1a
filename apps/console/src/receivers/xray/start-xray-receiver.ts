import fastify, { type FastifyInstance } from 'fastify'
import { readDatagram } from '../../decode/xray/datagram.ts'
import { decodeSegmentDocument } from '../../decode/xray/segment-document.ts'
import type { ReceiverCounters } from '../../model/receiver-counters.ts'
import type { RowSink } from '../../model/row-sink.ts'
import { readKernelDrops } from './kernel-drops.ts'
import { createSamplingService, type Sampling } from './sampling.ts'
import { createSegmentQueue } from './segment-queue.ts'
import { openUdpSocket, type UdpSocket } from './udp-socket.ts'
import { registerXrayApi, registerXrayErrors } from './xray-api.ts'

export interface XrayReceiverOptions {
  readonly sink: RowSink
  readonly host: string
  /** One port for both, as the X-Ray daemon has it: UDP for segments, TCP for the API. `0` picks one. */
  readonly port: number
  readonly sampling?: Sampling
  /** Adds what guards or extends the HTTP side, such as a check of `Host`, before its routes. */
  extend?(app: FastifyInstance): void
  /** A store that failed for good on a batch of segments; those are counted as dropped. */
  onError(error: unknown): void
}

export interface XrayReceiver {
  readonly host: string
  readonly port: number
  counters(): Promise<ReceiverCounters>
  /** Stops listening, then writes what waits. */
  close(): Promise<void>
}

const maxBodyBytes = 8 * 1024 * 1024

/**
 * The X-Ray daemon's two doors. Segments by UDP get no answer: they wait in a bounded queue, the
 * oldest give way, and every loss is counted, the kernel's own included.
 *
 * @throws the system's error when the port is taken.
 */
export async function startXrayReceiver(options: XrayReceiverOptions): Promise<XrayReceiver> {
  const { sink, host } = options
  const count = { received: 0, kept: 0, rejected: 0, dropped: 0 }
  const queue = createSegmentQueue({
    sink,
    maxDocuments: 50_000,
    maxBytes: 32 * 1024 * 1024,
    closeTimeoutMillis: 5_000,
    onError: options.onError,
  })

  function onDatagram(datagram: Buffer): void {
    count.received += 1
    const document = readDatagram(datagram)
    const decoded = document === undefined ? undefined : decodeSegmentDocument(document)
    if (decoded !== undefined && 'rows' in decoded) queue.push(decoded.rows, datagram.length)
    else count.rejected += 1
  }

  const app = fastify({ bodyLimit: maxBodyBytes, requestTimeout: 30_000 })
  // SDKs differ in the content type they send; the body is JSON whatever it says.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(String(body)))
    } catch {
      done(Object.assign(new SyntaxError('The body is not JSON'), { statusCode: 400 }))
    }
  })
  registerXrayErrors(app)
  options.extend?.(app)
  registerXrayApi(app, {
    sink,
    sampling: createSamplingService(options.sampling ?? 'everything'),
    count: (counter, documents) => {
      count[counter] += documents
    },
  })

  const udp = await listenOnBoth(app, host, options.port, onDatagram)
  let closing: Promise<void> | undefined
  return {
    host,
    port: udp.port,
    async counters() {
      const kernelDrops = await readKernelDrops(udp.port)
      return {
        received: count.received + kernelDrops,
        kept: count.kept + queue.kept,
        rejected: count.rejected,
        dropped: count.dropped + queue.dropped + kernelDrops,
      }
    },
    close() {
      closing ??= Promise.all([app.close(), udp.close()]).then(() => queue.close())
      return closing
    },
  }
}

/** A port that the system picked for TCP may be taken for UDP; another one is picked then. */
async function listenOnBoth(
  app: FastifyInstance,
  host: string,
  port: number,
  onDatagram: (datagram: Buffer) => void,
): Promise<UdpSocket> {
  for (let attempt = 1; ; attempt += 1) {
    const udp = await openUdpSocket(host, port, onDatagram)
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
