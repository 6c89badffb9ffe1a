import type { CheckResult } from './check-result.ts'
import { probe } from './probe.ts'

export interface OtlpCheck {
  readonly signal: CheckResult['signal']
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMillis: number
  /** The path below the base URL, such as `/v1/traces`. */
  readonly path: string
}

const variable = 'OTEL_EXPORTER_OTLP_ENDPOINT'

/** Sends an empty request, which OTLP allows, to test the address, the path and the key. */
export async function checkOtlp(check: OtlpCheck): Promise<CheckResult> {
  const { signal, url, headers, timeoutMillis } = check
  const result = await probe({
    url,
    headers: { ...headers, 'content-type': 'application/x-protobuf' },
    body: new Uint8Array(0),
    timeoutMillis,
    variable,
  })
  const at = { signal, destination: url } as const
  if (result.kind === 'failure') return { ...at, state: 'failed', ...result }
  return { ...at, ...interpret(result.status, check) }
}

function interpret(
  status: number,
  { signal, headers, path }: OtlpCheck,
): Pick<CheckResult, 'state' | 'message' | 'advice'> {
  if (status >= 200 && status < 300)
    return { state: 'ok', message: `accepts ${signal} (HTTP ${status})` }
  if (status === 401 || status === 403) {
    const names = Object.keys(headers)
    const sent = names.length > 0 ? `sent: ${names.join(', ')}` : 'none sent'
    return {
      state: 'failed',
      message: `rejects the credentials (HTTP ${status}; headers ${sent})`,
      advice: 'Set the key in OTEL_EXPORTER_OTLP_HEADERS, for Honeycomb x-honeycomb-team=<key>.',
    }
  }
  if (status === 404 || status === 405) {
    return {
      state: 'failed',
      message: `is not an OTLP endpoint (HTTP ${status})`,
      advice: `${variable} must be the base URL; ${path} is appended.`,
    }
  }
  if (status === 429 || status >= 500) {
    const name = `${signal[0]?.toUpperCase()}${signal.slice(1)}`
    return {
      state: 'unsure',
      message: `responds with HTTP ${status}`,
      advice: `${name} are queued and retried; check the backend if this persists.`,
    }
  }
  return {
    state: 'failed',
    message: `responds with HTTP ${status}`,
    advice: `Correct ${variable}.`,
  }
}
