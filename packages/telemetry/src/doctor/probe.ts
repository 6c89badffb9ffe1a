import { createPoster, type TlsOptions } from '../delivery/post.ts'
import { signPost } from '../delivery/sign-post.ts'

export interface ProbeOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMillis: number
  readonly tls?: TlsOptions | undefined
  readonly signing?: { readonly region: string; readonly service: string } | undefined
}

/** Sends one POST and returns the status of the response. */
export async function probe(options: ProbeOptions): Promise<number> {
  const { url, headers, body = '', timeoutMillis, tls, signing } = options
  const { post, close } = createPoster(tls)
  const send = signing ? signPost(post, signing.region, signing.service) : post
  const deadline = AbortSignal.timeout(timeoutMillis)
  // The lookup of credentials ignores the signal.
  const timeout = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true })
  })
  try {
    return (await Promise.race([send(new URL(url), headers, body, deadline), timeout])).status
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
