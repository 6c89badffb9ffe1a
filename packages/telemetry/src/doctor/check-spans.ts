import type { SpansConfig } from '../config/spans-variables.ts'
import { checkOtlp } from './check-otlp.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'

export async function checkSpans(
  { destination, headers }: Pick<SpansConfig, 'destination' | 'headers'>,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  const signal = 'spans'
  if ('off' in destination) {
    const advice = 'Set OTEL_EXPORTER_OTLP_ENDPOINT to send spans.'
    return { signal, state: 'off', destination: 'nowhere', message: destination.off, advice }
  }
  return checkOtlp({ signal, url: destination.url, headers, timeoutMillis, path: '/v1/traces' })
}
