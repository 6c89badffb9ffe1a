import type { MetricsConfig } from '../config/metrics-variables.ts'
import { createPoster } from '../delivery/post.ts'
import { signPost } from '../delivery/sign-post.ts'
import { checkOtlp } from './check-otlp.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { explain } from './probe.ts'

const signal = 'metrics'

export async function checkMetrics(
  { destination, headers }: Pick<MetricsConfig, 'destination' | 'headers'>,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  if ('off' in destination) {
    const advice = 'Set OTEL_EXPORTER_OTLP_ENDPOINT to send metrics.'
    return { signal, state: 'off', destination: 'nowhere', message: destination.off, advice }
  }
  const { url, signing } = destination
  return signing
    ? checkCloudWatch(url, signing.region, timeoutMillis)
    : checkOtlp({ signal, url, headers, timeoutMillis, path: '/v1/metrics' })
}

const advice = 'Give the service a role with the permission cloudwatch:PutMetricData.'

/** Sends a signed empty request. */
async function checkCloudWatch(
  url: string,
  region: string,
  timeoutMillis: number,
): Promise<CheckResult> {
  const at = { signal, destination: url } as const
  const deadline = AbortSignal.timeout(timeoutMillis)
  const { post, close } = createPoster()
  const headers = { 'content-type': 'application/x-protobuf' }
  try {
    const signed = signPost(post, region, 'monitoring')
    const { status } = await signed(new URL(url), headers, new Uint8Array(0), deadline)
    if (status >= 200 && status < 300)
      return { ...at, state: 'ok', message: `accepts metrics (HTTP ${status})` }
    if (status === 401 || status === 403) {
      const message = `rejects the credentials or the signature (HTTP ${status})`
      return { ...at, state: 'failed', message, advice }
    }
    const state = status === 429 || status >= 500 ? 'unsure' : 'failed'
    return { ...at, state, message: `responds with HTTP ${status}`, advice: 'Check AWS_REGION.' }
  } catch (error) {
    return { ...at, state: 'failed', ...explain(error, timeoutMillis, 'AWS_REGION') }
  } finally {
    close()
  }
}
