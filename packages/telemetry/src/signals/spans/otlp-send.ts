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
  /** Takes what a backend says of spans that it refused. */
  readonly warn: (message: string) => void
}

export function createOtlpSend(options: OtlpSendOptions): OtlpSend {
  const { serializer, transport, timeoutMillis, warn } = options
  const answers = watchAnswers(new URL(options.url))

  function rejectedSpans(data: Uint8Array | undefined): number {
    if (!data?.length) return 0
    try {
      const { rejectedSpans = 0, errorMessage } =
        serializer.deserializeResponse(data).partialSuccess ?? {}
      if (errorMessage) warn(`${rejectedSpans} spans refused: ${errorMessage}`)
      return Number(rejectedSpans)
    } catch {
      // Taken with a good status; that the answer is no OTLP changes nothing.
      return 0
    }
  }

  async function send(bytes: Uint8Array): Promise<SendOutcome> {
    answers.forget()
    const response = await transport.send(bytes, timeoutMillis)
    const answer = answers.last()
    if (response.status === 'success') {
      // The exporter takes a good head for the whole; what broke off may have refused some.
      if (answer?.complete === false) return { kind: 'retry', reason: 'the answer broke off' }
      const rejected = rejectedSpans(response.data)
      return rejected > 0 ? { kind: 'sent', rejected: { rejected } } : { kind: 'sent' }
    }
    const status = answer?.statusCode ?? 0
    if (status >= 300) return otlpOutcome(status, answer?.headers['retry-after'])
    return { kind: 'retry', reason: response.error?.message || 'no answer' }
  }

  return { send, close: answers.close }
}

/** The exporter keeps the status of a retryable answer to itself; Node tells of it. */
function watchAnswers(url: URL) {
  let last: IncomingMessage | undefined
  const onAnswer = (message: unknown) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage }
    if (request.path !== url.pathname + url.search || request.host !== url.hostname) return
    last = response
  }
  const channel = 'http.client.response.finish'
  subscribe(channel, onAnswer)
  return {
    forget: () => {
      last = undefined
    },
    last: () => last,
    close: () => void unsubscribe(channel, onAnswer),
  }
}
