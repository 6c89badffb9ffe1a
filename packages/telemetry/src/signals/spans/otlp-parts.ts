import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import type { OtlpDestination } from '../../config/destination.ts'

type OtlpResponse =
  | { readonly status: 'success'; readonly data?: Uint8Array }
  | { readonly status: 'retryable' | 'failure'; readonly error?: Error }

/** Parts of the exporter that send a request once and parse the response. */
export interface OtlpParts {
  readonly serializer: {
    deserializeResponse(data: Uint8Array): {
      readonly partialSuccess?: {
        readonly rejectedSpans?: number | string
        readonly errorMessage?: string
      }
    }
  }
  readonly transport: { send(bytes: Uint8Array, timeoutMillis: number): Promise<OtlpResponse> }
}

/**
 * The exporter (0.301) has no public API for single requests: it would keep spans as objects during an
 * outage, serialize them again for each attempt, retry without reporting it, and only log a partial success.
 *
 * @throws Error when a newer exporter has a different structure
 */
export function createOtlpParts(destination: OtlpDestination): OtlpParts {
  const { url, headers, timeoutMillis, compression } = destination
  type Compression = NonNullable<ConstructorParameters<typeof OTLPTraceExporter>[0]>['compression']
  const exporter = new OTLPTraceExporter({
    url,
    headers: { ...headers },
    timeoutMillis,
    compression: compression as Compression & string,
  })
  const { _delegate: delegate } = exporter as unknown as {
    _delegate?: {
      _serializer?: OtlpParts['serializer']
      _transport?: { _transport?: OtlpParts['transport'] }
    }
  }
  const serializer = delegate?._serializer
  const transport = delegate?._transport?._transport
  if (!serializer || !transport)
    throw new Error('unsupported version of @opentelemetry/exporter-trace-otlp-proto')
  return { serializer, transport }
}
