import { CloudWatchLogs } from '@cruddur/aws-sdk'
import type { OtlpDestination } from '../../config/destination.ts'
import { checkOtlp } from '../../doctor/check-otlp.ts'
import type { CheckOptions, CheckResult } from '../../doctor/check-result.ts'
import { explain } from '../../doctor/probe.ts'
import type { CloudWatchDestination } from './variables.ts'

const variable = 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS or AWS_REGION'

export function checkLogs(
  destination: CloudWatchDestination | OtlpDestination,
  options: CheckOptions,
): Promise<CheckResult> {
  return 'url' in destination
    ? checkOtlp('logs', destination, options)
    : checkCloudWatch(destination, options)
}

/** Puts zero events; the request is rejected only after the address, the credentials and the permission were accepted. */
async function checkCloudWatch(
  destination: CloudWatchDestination,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  const { group, region, endpoint } = destination
  const at = {
    destination: `group ${group}, ${endpoint ?? `CloudWatch Logs, ${region}`}`,
  } as const
  const error = await putNothing(destination, timeoutMillis)
  return { ...at, ...interpret(error, group, timeoutMillis) }
}

function putNothing(
  { region, endpoint, group }: CloudWatchDestination,
  timeoutMillis: number,
): Promise<(Error & { code?: string }) | null> {
  const signal = AbortSignal.timeout(timeoutMillis)
  const logs = new CloudWatchLogs({ region, endpoint, signal: () => signal })
  const params = { logGroupName: group, logStreamName: 'telemetry-doctor', logEvents: [] }
  return new Promise((resolve) => logs.putLogEvents(params, resolve))
}

type Verdict = Pick<CheckResult, 'state' | 'message' | 'advice'>

function interpret(
  error: (Error & { code?: string }) | null,
  group: string,
  timeoutMillis: number,
): Verdict {
  const code = error?.code ?? error?.name ?? ''
  // The expected response to zero events.
  if (!error || /^(InvalidParameter|Validation|ResourceNotFound)/.test(code)) {
    const made = /^ResourceNotFound/.test(code)
      ? '; the log group or stream is created at start'
      : ''
    return { state: 'ok', message: `accepts log events${made}` }
  }
  if (/^AccessDenied/.test(code)) {
    return {
      state: 'failed',
      message: `the credentials lack permission to write to the group (${code})`,
      advice: `Allow logs:PutLogEvents, logs:CreateLogStream and logs:CreateLogGroup on ${group}.`,
    }
  }
  if (/Credentials|UnrecognizedClient|InvalidSignature|Token|Signature/.test(code)) {
    return {
      state: 'failed',
      message: `the credentials are missing or invalid (${code})`,
      advice: 'Give the service a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    }
  }
  if (/Throttl|ServiceUnavailable|InternalFailure|LimitExceeded/.test(code)) {
    const advice = 'Log lines are queued and retried; check the account if this persists.'
    return { state: 'unsure', message: `temporarily rejects requests (${code})`, advice }
  }
  return { state: 'failed', ...explain(error, timeoutMillis, variable) }
}
