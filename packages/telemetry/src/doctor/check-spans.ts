import type { SpansConfig } from '../config/spans-variables.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { probe } from './probe.ts'

const variable = 'OTEL_EXPORTER_OTLP_ENDPOINT'

/** Exports zero spans, which OTLP allows, to test the address, the path and the key. */
export async function checkSpans(
  config: Pick<SpansConfig, 'destination' | 'headers'>,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  const signal = 'spans'
  if ('off' in config.destination) {
    const advice = `Set ${variable} to send spans.`
    return { signal, state: 'off', destination: 'nowhere', message: config.destination.off, advice }
  }
  const { url } = config.destination
  const result = await probe({
    url,
    headers: { ...config.headers, 'content-type': 'application/x-protobuf' },
    body: new Uint8Array(0),
    timeoutMillis,
    variable,
  })
  const at = { signal, destination: url } as const
  if (result.kind === 'failure') return { ...at, state: 'failed', ...result }
  return { ...at, ...interpret(result.status, Object.keys(config.headers)) }
}

function interpret(
  status: number,
  headers: readonly string[],
): Pick<CheckResult, 'state' | 'message' | 'advice'> {
  if (status >= 200 && status < 300)
    return { state: 'ok', message: `accepts spans (HTTP ${status})` }
  if (status === 401 || status === 403) {
    const sent = headers.length > 0 ? `sent: ${headers.join(', ')}` : 'none sent'
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
      advice: `${variable} must be the base URL; /v1/traces is appended.`,
    }
  }
  if (status === 429 || status >= 500) {
    return {
      state: 'unsure',
      message: `responds with HTTP ${status}`,
      advice: 'Spans are queued and retried; check the backend if this persists.',
    }
  }
  return {
    state: 'failed',
    message: `responds with HTTP ${status}`,
    advice: `Correct ${variable}.`,
  }
}
