import { createPoster } from '../delivery/post.ts'

export type ProbeResult =
  | { readonly kind: 'response'; readonly status: number }
  | { readonly kind: 'failure'; readonly message: string; readonly advice: string }

export interface ProbeOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMillis: number
  /** The variable to change when the address is wrong. */
  readonly variable: string
}

/** Sends one POST and returns its status or the reason of the failure. Never rejects. */
export async function probe(options: ProbeOptions): Promise<ProbeResult> {
  const { url, headers, body, timeoutMillis, variable } = options
  const { post, close } = createPoster()
  try {
    const signal = AbortSignal.timeout(timeoutMillis)
    const { status } = await post(new URL(url), headers, body, signal)
    return { kind: 'response', status }
  } catch (error) {
    return { kind: 'failure', ...explain(error, timeoutMillis, variable) }
  } finally {
    close()
  }
}

const clientFiles = 'OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and OTEL_EXPORTER_OTLP_CLIENT_KEY'

const advices: readonly (readonly [pattern: RegExp, message: string, advice: string])[] = [
  [/ECONNREFUSED/, 'connection refused', 'Start the backend, or correct'],
  [/ENOTFOUND|EAI_AGAIN/, 'the host name cannot be resolved', 'Correct the host in'],
  [/EHOSTUNREACH|ENETUNREACH/, 'there is no route to the host', 'Check the network, or correct'],
  [/ALERT/, 'the server rejects the client certificate', `For OTLP set ${clientFiles}, or correct`],
  [
    /CERT|SSL|TLS|self.signed/i,
    'the certificate is not trusted',
    'Set NODE_EXTRA_CA_CERTS, for OTLP also OTEL_EXPORTER_OTLP_CERTIFICATE, or correct',
  ],
  [/ECONNRESET|EPIPE|closed/, 'the connection was closed', 'Check the server at'],
]

/** Describes a network error and how to fix it. */
export function explain(error: unknown, timeoutMillis: number, variable: string) {
  if (error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name)) {
    return {
      message: `no response within ${timeoutMillis} ms`,
      advice: `Check firewalls and security groups, or correct ${variable}.`,
    }
  }
  const text = textOf(error)
  const [, message = text, advice = 'Check'] = advices.find(([pattern]) => pattern.test(text)) ?? []
  return { message, advice: `${advice} ${variable}.` }
}

function textOf(error: unknown): string {
  if (error instanceof AggregateError) return textOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  if (error.cause) return textOf(error.cause)
  const { code } = error as NodeJS.ErrnoException
  return code ? `${code}: ${error.message}` : error.message
}
