import { createSocket } from 'node:dgram'
import type { DaemonAddress, Endpoint, SegmentsConfig } from '../config/segments-variables.ts'
import type { CheckOptions, Finding } from './finding.ts'
import { explain, probe } from './probe.ts'

const signal = 'segments'
const variable = 'AWS_XRAY_DAEMON_ADDRESS'

export async function checkSegments(
  { exporter, daemon }: SegmentsConfig,
  { timeoutMillis }: CheckOptions,
): Promise<Finding> {
  if (exporter.kind === 'off') {
    const advice = `Set ${variable} to send segments.`
    return { signal, state: 'off', destination: 'nowhere', message: exporter.reason, advice }
  }
  if (exporter.kind === 'otlp') return checkOtlp(exporter.tracesUrl, timeoutMillis)
  if (!daemon) throw new TypeError('a daemon exporter has an address')
  return checkDaemon(daemon, timeoutMillis)
}

/** UDP answers nothing, but a closed port on this host is told by the system; TCP does answer. */
async function checkDaemon(daemon: DaemonAddress, timeoutMillis: number): Promise<Finding> {
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
    const message = `TCP: ${rules.message}; without it the sampling rules are the local ones`
    return { ...at, state: 'failed', message, advice: rules.advice }
  }
  if (rules.status === 200)
    return { ...at, state: 'ok', message: 'answers, and has sampling rules' }
  return {
    ...at,
    state: 'failed',
    message: `the daemon gets no sampling rules from AWS (HTTP ${rules.status})`,
    advice: 'Give its role AWSXRayDaemonWriteAccess; its credentials also send the segments.',
  }
}

async function checkOtlp(url: string, timeoutMillis: number): Promise<Finding> {
  const result = await probe({
    url,
    headers: { 'content-type': 'application/x-protobuf' },
    body: new Uint8Array(0),
    timeoutMillis,
    variable: 'AWS_REGION or AWS_ENDPOINT_URL_XRAY',
  })
  const at = { signal, destination: url } as const
  if (result.kind === 'failure') return { ...at, state: 'failed', ...result }
  // Without a signature AWS answers 403, so the address is right and the credentials are not proven.
  return {
    ...at,
    state: result.status < 500 ? 'unsure' : 'failed',
    message: `answers (HTTP ${result.status}); the signature is not tried`,
    advice: 'Let the role of the service call xray:PutTraceSegments.',
  }
}

function findUdpError({ host, port }: Endpoint, waitMillis: number): Promise<unknown> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  return new Promise<unknown>((resolve) => {
    socket.on('error', resolve)
    socket.connect(port, host, () => socket.send(new Uint8Array(0)))
    setTimeout(() => resolve(undefined), waitMillis)
  }).finally(() => socket.close())
}

const show = ({ host, port }: Endpoint) =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
