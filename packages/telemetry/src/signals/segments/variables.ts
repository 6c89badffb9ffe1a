import { matching, oneOf, text, url, type Values } from '@cruddur/environment'
import { awsDestination, type awsVariables } from '../../config/aws-destination.ts'
import type { Off, OtlpDestination } from '../../config/destination.ts'
import type { otlpVariables } from '../../config/otlp-variables.ts'
import type { QueueLimits } from '../signal.ts'

const host = '(?:[\\w.-]+|\\[[0-9a-fA-F:.]+(?:%[\\w.]+)?\\])'
const port = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'
const endpoint = `${host}:${port}`
const daemonAddress = new RegExp(
  `^(?:${endpoint}|udp:${endpoint} tcp:${endpoint}|tcp:${endpoint} udp:${endpoint})$`,
)

export const queueLimits: QueueLimits = { items: 30_000, bytes: 26 * 2 ** 20 }

export const segmentsVariables = {
  TELEMETRY_XRAY_EXPORTER: oneOf(['daemon', 'otlp'], {
    description: "Sends segments to the X-Ray daemon, or as OTLP to X-Ray's endpoint",
    default: 'daemon',
  }),
  AWS_XRAY_DAEMON_ADDRESS: matching(
    daemonAddress,
    'host:port, or udp:host:port tcp:host:port; an IPv6 address in brackets',
    {
      description:
        'Address of the X-Ray daemon: segments are sent to its UDP port, sampling rules are fetched from its TCP port',
    },
  ),
  AWS_XRAY_TRACING_NAME: text({
    description: 'Name of segments; default: the name of the service',
  }),
  AWS_XRAY_URL: text({
    description:
      'Pattern with * and ?; the segment of a request whose Host header matches is named after the host instead of the service',
  }),
  AWS_ENDPOINT_URL_XRAY: url({
    description:
      "X-Ray's endpoint for TELEMETRY_XRAY_EXPORTER=otlp; default: the endpoint of AWS_REGION",
  }),
  ECS_CONTAINER_METADATA_URI_V4: text({
    description: 'Set by ECS; if present, segments and spans identify the container',
  }),
}

export interface Endpoint {
  readonly host: string
  readonly port: number
}

export interface DaemonDestination {
  readonly udp: Endpoint
}

export interface SegmentsConfig {
  readonly destination: DaemonDestination | OtlpDestination | Off
  /** The daemon's TCP port, which serves the sampling rules. */
  readonly sampling?: Endpoint
  /** Names segments instead of the service. */
  readonly tracingName?: string
  readonly hostPattern?: string
  readonly onEcs: boolean
}

type SegmentsValues = Values<typeof segmentsVariables> &
  Values<typeof awsVariables> &
  Partial<Pick<Values<typeof otlpVariables>, 'OTEL_SDK_DISABLED'>>

export function segmentsConfig(values: SegmentsValues): SegmentsConfig {
  const address = values.AWS_XRAY_DAEMON_ADDRESS
  const hostPattern = values.AWS_XRAY_URL
  return Object.freeze({
    destination: destination(values),
    ...(address && { sampling: endpointOf(address, 'tcp') }),
    ...(hostPattern && { hostPattern }),
    ...(values.AWS_XRAY_TRACING_NAME && { tracingName: values.AWS_XRAY_TRACING_NAME }),
    onEcs: values.ECS_CONTAINER_METADATA_URI_V4 !== undefined,
  })
}

function destination(values: SegmentsValues): SegmentsConfig['destination'] {
  if (values.OTEL_SDK_DISABLED) return { off: 'OTEL_SDK_DISABLED is true' }
  const address = values.AWS_XRAY_DAEMON_ADDRESS
  if (values.TELEMETRY_XRAY_EXPORTER === 'daemon') {
    return address
      ? { udp: endpointOf(address, 'udp') }
      : { off: 'AWS_XRAY_DAEMON_ADDRESS is not set' }
  }
  const { url, signing } = awsDestination({
    service: 'xray',
    path: '/v1/traces',
    region: values.AWS_REGION,
    endpoint: values.AWS_ENDPOINT_URL_XRAY,
    requiredBy: 'TELEMETRY_XRAY_EXPORTER=otlp',
  })
  return { url, signing, headers: {}, timeoutMillis: 15_000, compression: 'gzip' }
}

function endpointOf(address: string, protocol: 'udp' | 'tcp'): Endpoint {
  const part = address.split(' ').find((each) => each.startsWith(`${protocol}:`))
  return parseEndpoint(part?.slice(4) ?? address)
}

function parseEndpoint(text: string): Endpoint {
  const at = text.lastIndexOf(':')
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) }
}
