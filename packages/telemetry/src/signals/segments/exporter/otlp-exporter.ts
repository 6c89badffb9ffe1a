import { diag } from '@opentelemetry/api'
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import type { OtlpDestination } from '../../../config/destination.ts'
import { createBatchSender } from '../../../delivery/create-batch-sender.ts'
import { createOtlpClient } from '../../../delivery/otlp-client.ts'
import { createSpanEncoder } from '../../../otlp/encode-spans.ts'
import { recordPath, splitRequest } from '../../../otlp/split-request.ts'
import type { StartContext } from '../../signal.ts'
import { segmentSpans } from '../document/segment-spans.ts'
import { createToDocument } from '../document/to-document.ts'
import { rootOf } from '../native/span-segments.ts'
import { queueLimits } from '../variables.ts'
import type { SegmentExporter } from './segment-exporter.ts'
import { dropInvalid } from './segment-exporter.ts'

/** X-Ray accepts 10,000 spans and 5 MB per request. */
const maxBatchSpans = 2000
const maxBatchBytes = 4 * 1024 * 1024

type OtlpExporterOptions = Pick<
  StartContext<unknown, unknown>,
  'resource' | 'logGroup' | 'redactor' | 'redactSpan'
>

/** Sends segments as spans to X-Ray's OTLP endpoint, signed. */
export function createOtlpExporter(
  destination: OtlpDestination,
  options: OtlpExporterOptions,
): SegmentExporter {
  const { redactSpan } = options
  const otlp = createOtlpClient({ ...destination, noun: 'segments', warn: diag.warn })
  const resourceOf = createResources(options)
  const toDocument = createToDocument(options.redactor)
  const encoder = createSpanEncoder(options.redactor.text)
  // Encoded spans take less memory than objects.
  const sender = createBatchSender({
    // Protobuf reads consecutive messages as one.
    send: (batch, signal) => otlp.send(Buffer.concat(batch.map(({ bytes }) => bytes)), signal),
    halve: ({ bytes }) => splitRequest(bytes, recordPath),
    close: otlp.close,
    maxQueueItems: queueLimits.items,
    maxQueueBytes: queueLimits.bytes,
    maxBatchItems: maxBatchSpans,
    maxBatchBytes,
    intervalMillis: 1000,
    attemptTimeoutMillis: destination.timeoutMillis,
  })

  return {
    emit: (segment, { withoutChildren } = {}) =>
      dropInvalid(sender, (drop) => {
        const resource = resourceOf(rootOf(segment).name)
        const spans = segmentSpans(segment, { resource, toDocument, redactSpan, withoutChildren })
        const count = encoder.add(spans, drop)
        const bytes = encoder.take()
        if (count > 0) sender.push(bytes, count)
      }),
    signal: { ...sender, name: 'segments', destination: destination.url },
  }
}

const maxKnownNames = 100

/** X-Ray names the node of the service map after the resource, so each name by host has its own. */
function createResources({
  resource,
  logGroup,
}: Pick<OtlpExporterOptions, 'resource' | 'logGroup'>): (name: string) => Resource {
  const known = new Map<string, Resource>()
  return (name) => {
    const found = known.get(name)
    if (found) return found
    const named = resource.merge(
      resourceFromAttributes({
        'service.name': name,
        // CloudWatch finds the log lines of a trace with it.
        ...(logGroup && { 'aws.log.group.names': [logGroup] }),
      }),
    )
    if (known.size < maxKnownNames) known.set(name, named)
    return named
  }
}
