import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { otlpOutcome } from '../../delivery/http-outcome.ts'
import type { OtlpParts } from './otlp-parts.ts'

export interface OtlpSend {
  /** One attempt. */
  send(bytes: Uint8Array): Promise<SendOutcome>
  close(): void
}

export interface OtlpSendOptions extends OtlpParts {
  readonly url: string
  readonly timeoutMillis: number
  /** Receives the backend's message about rejected spans. */
  readonly warn: (message: string) => void
}

export function createOtlpSend(options: OtlpSendOptions): OtlpSend {
  const { serializer, transport, timeoutMillis, warn } = options
  const responses = watchResponses(new URL(options.url))

  function rejectedSpans(data: Uint8Array | undefined): number {
    if (!data?.length) return 0
    try {
      const { rejectedSpans = 0, errorMessage } =
        serializer.deserializeResponse(data).partialSuccess ?? {}
      if (errorMessage) warn(`${rejectedSpans} spans rejected: ${errorMessage}`)
      return Number(rejectedSpans)
    } catch {
      // The status is good; a body that is not OTLP does not change that.
      return 0
    }
  }

  async function send(bytes: Uint8Array): Promise<SendOutcome> {
    responses.forget()
    const response = await transport.send(bytes, timeoutMillis)
    const received = responses.last()
    if (response.status === 'success') {
      // The exporter reports success after the response headers; the missing body may reject spans.
      if (received?.complete === false) return { kind: 'retry', reason: 'the response was aborted' }
      const rejected = rejectedSpans(response.data)
      return rejected > 0 ? { kind: 'sent', rejected: { rejected } } : { kind: 'sent' }
    }
    const status = received?.statusCode ?? 0
    if (status >= 300) return otlpOutcome(status, received?.headers['retry-after'])
    return { kind: 'retry', reason: response.error?.message || 'no response' }
  }

  return { send, close: responses.close }
}

/** The exporter does not report the status of a retryable response; Node's diagnostics channel does. */
function watchResponses(url: URL) {
  let last: IncomingMessage | undefined
  const onResponse = (message: unknown) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage }
    if (request.path !== url.pathname + url.search || request.host !== url.hostname) return
    last = response
  }
  const channel = 'http.client.response.finish'
  subscribe(channel, onResponse)
  return {
    forget: () => {
      last = undefined
    },
    last: () => last,
    close: () => void unsubscribe(channel, onResponse),
  }
}
