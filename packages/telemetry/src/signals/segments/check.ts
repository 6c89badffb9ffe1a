import { createSocket } from 'node:dgram'
import type { OtlpDestination } from '../../config/destination.ts'
import { checkOtlp } from '../../doctor/check-otlp.ts'
import type { CheckOptions, CheckResult } from '../../doctor/check-result.ts'
import { explain, probe } from '../../doctor/probe.ts'
import type { DaemonDestination, Endpoint } from './variables.ts'

const variable = 'AWS_XRAY_DAEMON_ADDRESS'

/** @param sampling the daemon's TCP port, if it differs from the UDP port */
export function checkSegments(
  destination: DaemonDestination | OtlpDestination,
  options: CheckOptions,
  sampling?: Endpoint,
): Promise<CheckResult> {
  return 'udp' in destination
    ? checkDaemon(destination.udp, sampling ?? destination.udp, options)
    : checkOtlp('segments', destination, options)
}

/** UDP has no response, but the system reports a closed port on this host; the TCP port responds. */
async function checkDaemon(
  udp: Endpoint,
  tcp: Endpoint,
  { timeoutMillis }: CheckOptions,
): Promise<CheckResult> {
  const destination = `udp ${show(udp)}, tcp ${show(tcp)}`
  const at = { destination }
  const [refused, rules] = await Promise.all([
    findUdpError(udp, Math.min(timeoutMillis, 300)),
    probe({
      url: `http://${show(tcp)}/GetSamplingRules`,
      headers: { 'content-type': 'application/json' },
      body: '{}',
      timeoutMillis,
    }).catch((error: unknown) => explain(error, timeoutMillis, variable)),
  ])
  if (refused) {
    const { message, advice } = explain(refused, timeoutMillis, variable)
    return { ...at, state: 'failed', message: `UDP: ${message}`, advice }
  }
  if (typeof rules !== 'number') {
    const message = `TCP: ${rules.message}; sampling falls back to the default rule`
    return { ...at, state: 'failed', message, advice: rules.advice }
  }
  if (rules === 200) return { ...at, state: 'ok', message: 'responds with sampling rules' }
  return {
    ...at,
    state: 'failed',
    message: `the daemon cannot fetch sampling rules from AWS (HTTP ${rules})`,
    advice:
      'Attach AWSXRayDaemonWriteAccess to its role; segments are sent with the same credentials.',
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
