import type { OtlpDestination } from '../config/destination.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { explain, probe } from './probe.ts'

type Verdict = Pick<CheckResult, 'state' | 'message' | 'advice'>

/** Sends an empty request, which OTLP allows, to test the address, the path and the credentials. */
export async function checkOtlp(
  signal: string,
  destination: OtlpDestination,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  const { url, signing, tls } = destination
  const headers = { ...destination.headers, 'content-type': 'application/x-protobuf' }
  const at = { destination: url }
  try {
    const status = await probe({ url, headers, timeoutMillis, signing, tls })
    return { ...at, ...interpret(status, signal, destination) }
  } catch (error) {
    return { ...at, state: 'failed', ...failure(error, destination, timeoutMillis) }
  }
}

/** Advice for endpoints of AWS, by the service that requests are signed for. */
const ofAws = {
  xray: {
    permission: 'xray:PutTraceSegments',
    advice: 'Enable Transaction Search in CloudWatch, which the endpoint requires.',
    variables: 'AWS_REGION or AWS_ENDPOINT_URL_XRAY',
  },
  monitoring: {
    permission: 'cloudwatch:PutMetricData',
    advice: 'Check AWS_REGION.',
    variables: 'AWS_REGION or AWS_ENDPOINT_URL_CLOUDWATCH',
  },
} as const

const variable = 'OTEL_EXPORTER_OTLP_ENDPOINT'

function failure(error: unknown, { signing }: OtlpDestination, timeoutMillis: number) {
  if (!signing) return explain(error, timeoutMillis, variable)
  const { permission, variables } = ofAws[signing.service]
  if (error instanceof Error && /Credentials/.test(error.name)) {
    return { message: 'no AWS credentials found', advice: grant(permission) }
  }
  return explain(error, timeoutMillis, variables)
}

const grant = (permission: string) => `Give the service a role with the permission ${permission}.`

function interpret(status: number, signal: string, destination: OtlpDestination): Verdict {
  if (status >= 200 && status < 300)
    return { state: 'ok', message: `accepts ${signal} (HTTP ${status})` }
  const aws = destination.signing && ofAws[destination.signing.service]
  if (status === 401 || status === 403) {
    return aws
      ? {
          state: 'failed',
          message: `rejects the credentials or the signature (HTTP ${status})`,
          advice: grant(aws.permission),
        }
      : rejectedKey(status, destination)
  }
  const message = `responds with HTTP ${status}`
  if (status === 429 || status >= 500) {
    const name = `${signal[0]?.toUpperCase()}${signal.slice(1)}`
    const advice = `${name} are queued and retried; check the backend if this persists.`
    return { state: 'unsure', message, advice: aws?.advice ?? advice }
  }
  if (aws) return { state: 'failed', message, advice: aws.advice }
  if (status === 404 || status === 405) {
    const path = new URL(destination.url).pathname
    return {
      state: 'failed',
      message: `is not an OTLP endpoint (HTTP ${status})`,
      advice: `${variable} must be the base URL; ${path} is appended.`,
    }
  }
  return { state: 'failed', message, advice: `Correct ${variable}.` }
}

function rejectedKey(status: number, { headers }: OtlpDestination): Verdict {
  const names = Object.keys(headers)
  const sent = names.length > 0 ? `sent: ${names.join(', ')}` : 'none sent'
  return {
    state: 'failed',
    message: `rejects the credentials (HTTP ${status}; headers ${sent})`,
    advice: 'Set the key in OTEL_EXPORTER_OTLP_HEADERS, for Honeycomb x-honeycomb-team=<key>.',
  }
}
