import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import type { OtlpDestination } from '../../config/destination.ts'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { otlpOutcome, retryOutcome } from '../../delivery/http-outcome.ts'
import { sentOutcome } from '../../delivery/otlp-client.ts'

type OtlpResponse =
  /** Without data when the response was aborted after its headers. */
  | { readonly status: 'success'; readonly data?: Uint8Array }
  | { readonly status: 'failure'; readonly error: Error & { readonly code?: unknown } }
  /** An error of the network, otherwise one of the four statuses that OTLP retries. */
  | { readonly status: 'retryable'; readonly error?: Error; readonly retryInMillis?: number }

/** Makes one attempt. */
interface OtlpTransport {
  send(request: Uint8Array, timeoutMillis: number): Promise<OtlpResponse>
}

/** Sends encoded requests through the exporter, one attempt each. @param warn receives the backend's message about rejected spans */
export function createOtlpSend(
  destination: OtlpDestination,
  warn: (message: string) => void,
): (request: Uint8Array) => Promise<SendOutcome> {
  const { url, headers, timeoutMillis, compression, tls } = destination
  type Compression = NonNullable<ConstructorParameters<typeof OTLPTraceExporter>[0]>['compression']
  const transport = transportOf(
    new OTLPTraceExporter({
      url,
      headers: { ...headers },
      compression: compression as Compression & string,
      httpAgentOptions: { keepAlive: true, ...tls },
    }),
  )
  return async (request) => {
    const response = await transport.send(request, timeoutMillis)
    if (response.status === 'retryable') {
      const { error, retryInMillis } = response
      return retryOutcome(error?.message || 'HTTP 429, 502, 503 or 504', retryInMillis)
    }
    if (response.status === 'failure') {
      const { code, message } = response.error
      return typeof code === 'number' ? otlpOutcome(code) : retryOutcome(message)
    }
    // The missing body may reject spans.
    if (!response.data) return retryOutcome('the response was aborted')
    return sentOutcome(response.data, 'spans', warn)
  }
}

/**
 * The transport below the exporter's own retries, a private member (docs/adr/0028).
 *
 * @see https://github.com/open-telemetry/opentelemetry-js/issues/6220
 * @throws Error when a newer exporter has a different structure
 */
export function transportOf(exporter: object): OtlpTransport {
  const { _delegate: delegate } = exporter as {
    readonly _delegate?: { readonly _transport?: { readonly _transport?: Partial<OtlpTransport> } }
  }
  const transport = delegate?._transport?._transport
  if (typeof transport?.send === 'function') return transport as OtlpTransport
  throw new Error('unsupported version of @opentelemetry/exporter-trace-otlp-proto')
}
