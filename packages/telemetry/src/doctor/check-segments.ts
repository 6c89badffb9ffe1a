import { createSocket } from 'node:dgram'
import type { DaemonAddress, Endpoint, SegmentsConfig } from '../config/segments-variables.ts'
import { createPoster } from '../delivery/post.ts'
import { signPost } from '../delivery/sign-post.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { explain, probe } from './probe.ts'

const signal = 'segments'
const variable = 'AWS_XRAY_DAEMON_ADDRESS'

export async function checkSegments(
  { exporter, daemon }: SegmentsConfig,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  if (exporter.kind === 'off') {
    const advice = `Set ${variable} to send segments.`
    return { signal, state: 'off', destination: 'nowhere', message: exporter.reason, advice }
  }
  if (exporter.kind === 'otlp') {
    return checkOtlp(exporter.tracesUrl, exporter.region, timeoutMillis)
  }
  if (!daemon) throw new TypeError('a daemon exporter has an address')
  return checkDaemon(daemon, timeoutMillis)
}

/** UDP has no response, but the system reports a closed port on this host; the TCP port responds. */
async function checkDaemon(daemon: DaemonAddress, timeoutMillis: number): Promise<CheckResult> {
  const destination = `udp ${show(daemon.udp)}, tcp ${show(daemon.tcp)}`
  const at = { signal, destination } as const
  const [refused, rules] = await Promise.all([
    findUdpError(daemon.udp, Math.min(timeoutMillis, 300)),
    probe({
      url: `http://${show(daemon.tcp)}/GetSamplingRules`,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      timeoutMillis,
      variable,
    }),
  ])
  if (refused) {
    const { message, advice } = explain(refused, timeoutMillis, variable)
    return { ...at, state: 'failed', message: `UDP: ${message}`, advice }
  }
  if (rules.kind === 'failure') {
    const message = `TCP: ${rules.message}; sampling falls back to the default rule`
    return { ...at, state: 'failed', message, advice: rules.advice }
  }
  if (rules.status === 200) return { ...at, state: 'ok', message: 'responds with sampling rules' }
  return {
    ...at,
    state: 'failed',
    message: `the daemon cannot fetch sampling rules from AWS (HTTP ${rules.status})`,
    advice:
      'Attach AWSXRayDaemonWriteAccess to its role; segments are sent with the same credentials.',
  }
}

/** Exports zero spans, signed, to test the address, the credentials and the permission. */
async function checkOtlp(url: string, region: string, timeoutMillis: number): Promise<CheckResult> {
  const at = { signal, destination: url } as const
  try {
    const { status } = await postNothing(new URL(url), region, timeoutMillis)
    return { ...at, ...interpret(status) }
  } catch (error) {
    if (error instanceof Error && /Credentials/.test(error.name)) {
      return { ...at, state: 'failed', message: 'no AWS credentials found', advice: giveRole }
    }
    const variables = 'AWS_REGION or AWS_ENDPOINT_URL_XRAY'
    return { ...at, state: 'failed', ...explain(error, timeoutMillis, variables) }
  }
}

/** The credential lookup ignores the abort signal, so the timeout is enforced here. */
function postNothing(url: URL, region: string, timeoutMillis: number) {
  const deadline = AbortSignal.timeout(timeoutMillis)
  const headers = { 'content-type': 'application/x-protobuf' }
  return new Promise<{ readonly status: number }>((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true })
    const { post, close } = createPoster()
    signPost(post, region, 'xray')(url, headers, new Uint8Array(0), deadline)
      .finally(close)
      .then(resolve, reject)
  })
}

const giveRole = 'Give the service a role with the permission xray:PutTraceSegments.'

function interpret(status: number): Pick<CheckResult, 'state' | 'message' | 'advice'> {
  if (status >= 200 && status < 300)
    return { state: 'ok', message: `accepts spans (HTTP ${status})` }
  if (status === 401 || status === 403) {
    const message = `rejects the credentials or the signature (HTTP ${status})`
    return { state: 'failed', message, advice: giveRole }
  }
  return {
    state: status === 429 || status >= 500 ? 'unsure' : 'failed',
    message: `responds with HTTP ${status}`,
    advice: 'Enable Transaction Search in CloudWatch, which the endpoint requires.',
  }
}

function findUdpError({ host, port }: Endpoint, waitMillis: number): Promise<unknown> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  return new Promise<unknown>((resolve) => {
    socket.on('error', resolve)
    // Without a callback, an unknown host is an `error` event.
    socket.on('connect', () => socket.send(new Uint8Array(0)))
    socket.connect(port, host)
    setTimeout(() => resolve(undefined), waitMillis)
  }).finally(() => socket.close())
}

const show = ({ host, port }: Endpoint) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
