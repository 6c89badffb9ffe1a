import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { SpansConfig } from '../../config/spans-variables.ts'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { httpOutcome } from '../../delivery/http-outcome.ts'
import type { Diagnostics } from './diagnostics.ts'

export interface OtlpSend {
  send(batch: readonly ReadableSpan[]): Promise<SendOutcome>
  close(): void
}

type Options = Pick<SpansConfig, 'headers' | 'timeoutMillis' | 'compression'> & {
  readonly url: string
  readonly diagnostics: Diagnostics
}

/** One export as one attempt, and what came of it. */
export function createOtlpSend({ diagnostics, ...options }: Options): OtlpSend {
  const exporter = new OTLPTraceExporter({
    url: options.url,
    headers: { ...options.headers },
    timeoutMillis: options.timeoutMillis,
    compression: options.compression as NonNullable<
      ConstructorParameters<typeof OTLPTraceExporter>[0]
    >['compression'] &
      string,
  })
  stopOwnRetries(exporter)
  const answers = watchAnswers(new URL(options.url))

  async function send(batch: readonly ReadableSpan[]): Promise<SendOutcome> {
    answers.forget()
    diagnostics.takeRejectedSpans()
    const result = await new Promise<ExportResult>((resolve) =>
      exporter.export([...batch], resolve),
    )
    const answer = answers.last()
    if (result.code === ExportResultCode.SUCCESS) {
      // The exporter takes a good head for the whole; what broke off may have refused some.
      if (answer?.complete === false) return { kind: 'retry', reason: 'the answer broke off' }
      const rejected = diagnostics.takeRejectedSpans()
      return rejected > 0 ? { kind: 'sent', rejected: { rejected } } : { kind: 'sent' }
    }
    const status = answer?.statusCode ?? 0
    if (status >= 300) return httpOutcome(status, answer?.headers['retry-after'])
    return { kind: 'retry', reason: result.error?.message || 'the export failed' }
  }

  return { send, close: answers.close }
}

/**
 * The exporter (0.301) has no setting for its own retries. They would go on for the whole timeout
 * while the ledger knows of no outage, and after the batch was written off.
 */
function stopOwnRetries(exporter: OTLPTraceExporter): void {
  const { _delegate: delegate } = exporter as unknown as {
    _delegate?: { _transport?: { _transport?: object } }
  }
  const single = delegate?._transport?._transport
  if (delegate && single) delegate._transport = single
}

/** The exporter keeps a retryable answer's status and `Retry-After` to itself; Node tells of both. */
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
