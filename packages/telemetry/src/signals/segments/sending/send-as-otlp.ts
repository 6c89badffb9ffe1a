import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import type { SendOutcome } from '../../../delivery/batch-sender.ts'
import { createBatchSender } from '../../../delivery/create-batch-sender.ts'
import { httpOutcome } from '../../../delivery/http-outcome.ts'
import { createLedger } from '../../../delivery/ledger.ts'
import type { Redactor } from '../../../redaction/index.ts'
import { splitDocument } from '../document/split-document.ts'
import { toDocument } from '../document/to-document.ts'
import { toSpans } from '../document/to-spans.ts'
import { rootOf } from '../native/span-segments.ts'
import type { Sending } from './sending.ts'
import { createSignedPost, type SignedPost } from './signed-post.ts'

const zip = promisify(gzip)
const maxQueueSpans = 30_000
const maxQueueBytes = 18 * 1024 * 1024
/** X-Ray takes 10,000 spans and 5 MB in a request. */
const maxBatchSpans = 2000
const maxBatchBytes = 4 * 1024 * 1024

interface Item {
  readonly span: ReadableSpan
  readonly bytes: number
}

export interface OtlpOptions {
  readonly tracesUrl: string
  readonly region: string
  readonly service: ServiceIdentity
  readonly redactor: Redactor
}

/** The same segments as spans, signed, to X-Ray's OTLP endpoint. */
export function sendAsOtlp({ tracesUrl, region, service, redactor }: OtlpOptions): Sending {
  const ledger = createLedger()
  const url = new URL(tracesUrl)
  const post = createSignedPost(region, 'xray')
  const resourceOf = createResources(service)
  const sender = createBatchSender<Item>({
    ledger,
    send: (batch, signal) => sendBatch(post, url, batch, signal),
    sizeOf: ({ bytes }) => bytes,
    maxQueueItems: maxQueueSpans,
    maxQueueBytes,
    maxBatchItems: maxBatchSpans,
    maxBatchBytes,
    intervalMillis: 1000,
    attemptTimeoutMillis: 15_000,
    backoffMillis: { first: 1000, last: 30_000 },
  })
  return {
    emit(segment, options) {
      const resource = resourceOf(rootOf(segment).name)
      // The daemon's limit is a third of the endpoint's 200 kB for a span, and trims the same.
      for (const text of splitDocument(toDocument(segment, redactor, options))) {
        const spans = toSpans(JSON.parse(text), resource)
        for (const span of spans) sender.push({ span, bytes: text.length / spans.length + 500 })
      }
    },
    signal: {
      name: 'segments',
      destination: tracesUrl,
      ledger: ledger.snapshot,
      flush: sender.flush,
      shutdown: sender.shutdown,
    },
  }
}

async function sendBatch(
  post: SignedPost,
  url: URL,
  batch: readonly Item[],
  signal: AbortSignal,
): Promise<SendOutcome> {
  const request = ProtobufTraceSerializer.serializeRequest(batch.map(({ span }) => span))
  if (!request) return { kind: 'rejected', reason: 'not serialised', dropReason: 'transport' }
  const headers = { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' }
  const { status, retryAfter, body } = await post(url, headers, await zip(request), signal)
  const outcome = httpOutcome(status, retryAfter)
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
