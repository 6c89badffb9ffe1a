import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import type { SpansConfig } from '../../config/spans-variables.ts'

type OtlpResponse =
  | { readonly status: 'success'; readonly data?: Uint8Array }
  | { readonly status: 'retryable' | 'failure'; readonly error?: Error }

/** Parts of the exporter: sending bytes once, and reading the answer. */
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
 * The exporter (0.301) offers its parts as one: it would hold spans as objects for as long as an
 * outage lasts, serialise them anew at each attempt, retry unseen by the ledger until its timeout,
 * and tell of a partial success in a log line only.
 *
 * @throws Error when a newer exporter is made otherwise.
 */
export function createOtlpParts(
  url: string,
  { headers, timeoutMillis, compression }: SpansConfig,
): OtlpParts {
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
  if (!serializer || !transport) throw new Error('the OTLP exporter has no parts to use')
  return { serializer, transport }
}
