import { createBatchSender } from '../../../delivery/create-batch-sender.ts'
import type { Redactor } from '../../../redaction/index.ts'
import type { SegmentDocument } from '../document/segment-document.ts'
import { splitDocument } from '../document/split-document.ts'
import { createToDocument } from '../document/to-document.ts'
import type { Endpoint } from '../variables.ts'
import { queueLimits } from '../variables.ts'
import { createDaemonTransport, datagramHeader } from './daemon-transport.ts'
import type { SegmentExporter } from './segment-exporter.ts'
import { dropInvalid } from './segment-exporter.ts'

/** Serializes each document when its segment closes; the queue holds datagrams, which cost the garbage collector nothing. */
export function createDaemonExporter(
  endpoint: Endpoint,
  redactor: Redactor,
  instanceId: string,
): SegmentExporter {
  const daemon = createDaemonTransport(endpoint)
  const toDocument = createToDocument(redactor)
  const sender = createBatchSender({
    send: (batch, signal) =>
      daemon.send(
        batch.map(({ bytes }) => bytes),
        signal,
      ),
    close: daemon.close,
    maxQueueItems: queueLimits.items,
    maxQueueBytes: queueLimits.bytes,
    // The segments of one interval at 20,000 per second.
    maxBatchItems: 4000,
    maxBatchBytes: 4 * 1024 * 1024,
    intervalMillis: 200,
    attemptTimeoutMillis: 10_000,
  })
  return {
    emit: (segment, options) =>
      dropInvalid(sender, () => {
        const document = addInstanceId(toDocument(segment, options), instanceId)
        for (const text of splitDocument(document)) sender.push(datagramHeader + text)
      }),
    signal: {
      ...sender,
      name: 'segments',
      destination: `udp://${endpoint.host}:${endpoint.port}`,
    },
  }
}

/** The metadata key that the OpenTelemetry Collector's X-Ray exporter uses for this resource attribute. */
const instanceIdKey = 'otel.resource.service.instance.id'

/** Adds the instance ID of the service to the metadata of a document, in place. */
function addInstanceId(document: SegmentDocument, instanceId: string): SegmentDocument {
  document.metadata ??= {}
  const { metadata } = document
  metadata.default = { ...(metadata.default as object | undefined), [instanceIdKey]: instanceId }
  return document
}
