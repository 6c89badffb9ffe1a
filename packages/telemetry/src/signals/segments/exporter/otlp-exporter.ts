import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import { queueBounds } from '../../../config/queue-bounds.ts'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import { usualBackoff } from '../../../delivery/backoff.ts'
import type { SendOutcome } from '../../../delivery/batch-sender.ts'
import { createByteArena } from '../../../delivery/byte-arena.ts'
import { createBatchSender } from '../../../delivery/create-batch-sender.ts'
import { otlpOutcome } from '../../../delivery/http-outcome.ts'
import { createLedger } from '../../../delivery/ledger.ts'
import { createPoster, type Post } from '../../../delivery/post.ts'
import { signPost } from '../../../delivery/sign-post.ts'
import type { Redactor } from '../../../redaction/index.ts'
import { splitDocument } from '../document/split-document.ts'
import { toDocument } from '../document/to-document.ts'
import { toSpans } from '../document/to-spans.ts'
import { rootOf } from '../native/span-segments.ts'
import type { SegmentExporter } from './segment-exporter.ts'

const zip = promisify(gzip)
/** X-Ray takes 10,000 spans and 5 MB in a request. */
const maxBatchSpans = 2000
const maxBatchBytes = 4 * 1024 * 1024

/** The spans of one segment, encoded: objects would weigh several times as much while they wait. */
interface EncodedSegment {
  readonly bytes: Uint8Array
  readonly count: number
}

export interface OtlpOptions {
  readonly tracesUrl: string
  readonly region: string
  readonly service: ServiceIdentity
  readonly redactor: Redactor
}

/** The same segments as spans, signed, to X-Ray's OTLP endpoint. */
export function createOtlpExporter({
  tracesUrl,
  region,
  service,
  redactor,
}: OtlpOptions): SegmentExporter {
  const ledger = createLedger()
  const url = new URL(tracesUrl)
  const poster = createPoster()
  const post = signPost(poster.post, region, 'xray')
  const resourceOf = createResources(service)
  const arena = createByteArena()
  const sender = createBatchSender<EncodedSegment>({
    ledger,
    release: ({ bytes }) => arena.release(bytes),
    send: (batch, signal) => sendBatch(post, url, batch, signal),
    sizeOf: ({ bytes }) => bytes.length,
    countOf: ({ count }) => count,
    maxQueueItems: queueBounds.segments.items,
    maxQueueBytes: queueBounds.segments.bytes,
    maxBatchItems: maxBatchSpans,
    maxBatchBytes,
    intervalMillis: 1000,
    attemptTimeoutMillis: 15_000,
    backoffMillis: usualBackoff,
  })
  function lose(count: number): void {
    ledger.accept(count)
    ledger.drop('transport', count)
  }

  return {
    emit(segment, options) {
      const resource = resourceOf(rootOf(segment).name)
      // The daemon's limit is a third of the endpoint's 200 kB for a span, and trims the same.
      for (const text of splitDocument(toDocument(segment, redactor, options))) {
        const spans = toSpans(JSON.parse(text), resource)
        if (spans.length === 0) continue
        const bytes = ProtobufTraceSerializer.serializeRequest(spans)
        if (bytes) sender.push({ bytes: arena.copy(bytes), count: spans.length })
        else lose(spans.length)
      }
    },
    signal: {
      name: 'segments',
      destination: tracesUrl,
      ledger: ledger.snapshot,
      flush: sender.flush,
      shutdown: (deadline) => sender.shutdown(deadline).then(poster.close),
    },
  }
}

async function sendBatch(
  post: Post,
  url: URL,
  batch: readonly EncodedSegment[],
  signal: AbortSignal,
): Promise<SendOutcome> {
  // Protobuf reads messages in a row as their union.
  const request = Buffer.concat(batch.map(({ bytes }) => bytes))
  const headers = { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' }
  const { status, retryAfter, body } = await post(url, headers, await zip(request), signal)
  const outcome = otlpOutcome(status, retryAfter)
  const rejected = outcome.kind === 'sent' ? rejectedSpans(body) : 0
  return rejected > 0 ? { kind: 'sent', rejected: { rejected } } : outcome
}

function rejectedSpans(body: Uint8Array): number {
  try {
    const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(body)
    return Number(partialSuccess?.rejectedSpans ?? 0)
  } catch {
    // Taken, whatever the answer says beside its status.
    return 0
  }
}

/** X-Ray names the node of its map after the resource, so that a name by host needs one of its own. */
function createResources(service: ServiceIdentity): (name: string) => Resource {
  const known = new Map<string, Resource>()
  return (name) => {
    const found = known.get(name)
    if (found) return found
    const resource = resourceFromAttributes({
      ...service.attributes,
      'service.name': name,
      'service.version': service.version,
      'service.instance.id': service.instanceId,
      'deployment.environment.name': service.environment,
    })
    if (known.size < 100) known.set(name, resource)
    return resource
  }
}
