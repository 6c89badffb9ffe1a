import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { SendOutcome } from './batch-sender.ts'
import { otlpOutcome } from './http-outcome.ts'
import { createPoster, type TlsOptions } from './post.ts'
import { signPost } from './sign-post.ts'

const zip = promisify(gzip)

export interface OtlpClientOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly compression: 'gzip' | 'none'
  readonly tls?: TlsOptions
  /** Signs each request for a service of AWS. */
  readonly signing?: { readonly region: string; readonly service: string }
  /** Such as `data points`. */
  readonly noun: string
  /** Receives the backend's message about rejected records. */
  readonly warn: (message: string) => void
}

export interface OtlpClient {
  /** One attempt to send an encoded request. Rejects when the network fails or `signal` aborts. */
  send(request: Uint8Array, signal: AbortSignal): Promise<SendOutcome>
  close(): void
}

/** Sends requests of OTLP/HTTP with protobuf. */
export function createOtlpClient(options: OtlpClientOptions): OtlpClient {
  const { signing, noun, warn } = options
  const url = new URL(options.url)
  const poster = createPoster(options.tls)
  const post = signing ? signPost(poster.post, signing.region, signing.service) : poster.post
  const isCompressed = options.compression === 'gzip'
  const headers = {
    ...options.headers,
    'content-type': 'application/x-protobuf',
    ...(isCompressed && { 'content-encoding': 'gzip' }),
  }

  return {
    async send(request, signal) {
      const body = isCompressed ? await zip(request) : request
      const response = await post(url, headers, body, signal)
      const outcome = otlpOutcome(response.status, response.headers['retry-after'])
      return outcome.kind === 'sent' ? sentOutcome(response.body, noun, warn) : outcome
    },
    close: poster.close,
  }
}

/** The outcome of an accepted request; the responses for spans, metrics and log records have the same fields. */
export function sentOutcome(
  body: Uint8Array,
  noun: string,
  warn: OtlpClientOptions['warn'],
): SendOutcome {
  const rejected = readRejected(body, noun, warn)
  return rejected > 0 ? { kind: 'sent', rejected: { rejected } } : { kind: 'sent' }
}

function readRejected(body: Uint8Array, noun: string, warn: OtlpClientOptions['warn']): number {
  if (body.length === 0) return 0
  try {
    const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(body)
    const rejected = Number(partialSuccess?.rejectedSpans ?? 0)
    const { errorMessage } = partialSuccess ?? {}
    if (errorMessage) warn(`${rejected} ${noun} rejected: ${errorMessage}`)
    return rejected
  } catch {
    // The status is good; a body that is not OTLP does not change that.
    return 0
  }
}
