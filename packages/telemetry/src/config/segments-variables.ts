import { ConfigurationError, matching, oneOf, text, url, type Values } from '@cruddur/environment'
import type { spansVariables } from './spans-variables.ts'

const host = '(?:[\\w.-]+|\\[[0-9a-fA-F:.]+(?:%[\\w.]+)?\\])'
const port = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'
const endpoint = `${host}:${port}`
const daemonAddress = new RegExp(
  `^(?:${endpoint}|udp:${endpoint} tcp:${endpoint}|tcp:${endpoint} udp:${endpoint})$`,
)

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
  AWS_REGION: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-central-1', {
    description: 'Region of CloudWatch and of the X-Ray endpoint; falls back to AWS_DEFAULT_REGION',
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

export interface DaemonAddress {
  readonly udp: Endpoint
  readonly tcp: Endpoint
}

export interface SegmentsConfig {
  /** Where segments go, or why they are off. */
  readonly exporter:
    | { readonly kind: 'off'; readonly reason: string }
    | { readonly kind: 'daemon' }
    | { readonly kind: 'otlp'; readonly tracesUrl: string; readonly region: string }
  readonly daemon?: DaemonAddress
  /** Names segments instead of the service. */
  readonly tracingName?: string
  readonly hostPattern?: string
  readonly onEcs: boolean
}

type SegmentsValues = Values<typeof segmentsVariables> &
  Partial<Pick<Values<typeof spansVariables>, 'OTEL_SDK_DISABLED'>>

export function segmentsConfig(values: SegmentsValues): SegmentsConfig {
  const daemon = values.AWS_XRAY_DAEMON_ADDRESS
  const hostPattern = values.AWS_XRAY_URL
  return Object.freeze({
    exporter: exporter(values),
    ...(daemon && { daemon: parseDaemonAddress(daemon) }),
    ...(hostPattern && { hostPattern }),
    ...(values.AWS_XRAY_TRACING_NAME && { tracingName: values.AWS_XRAY_TRACING_NAME }),
    onEcs: values.ECS_CONTAINER_METADATA_URI_V4 !== undefined,
  })
}

function exporter(values: SegmentsValues): SegmentsConfig['exporter'] {
  if (values.OTEL_SDK_DISABLED) return { kind: 'off', reason: 'OTEL_SDK_DISABLED is true' }
  if (values.TELEMETRY_XRAY_EXPORTER === 'daemon') {
    return values.AWS_XRAY_DAEMON_ADDRESS
      ? { kind: 'daemon' }
      : { kind: 'off', reason: 'AWS_XRAY_DAEMON_ADDRESS is not set' }
  }
  const region = values.AWS_REGION
  if (!region) {
    const allowed = 'a region such as eu-central-1, with TELEMETRY_XRAY_EXPORTER=otlp'
    throw new ConfigurationError([{ name: 'AWS_REGION', allowed }])
  }
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const base = values.AWS_ENDPOINT_URL_XRAY ?? `https://xray.${region}.${domain}`
  return { kind: 'otlp', region, tracesUrl: `${base.replace(/\/+$/, '')}/v1/traces` }
}

function parseDaemonAddress(address: string): DaemonAddress {
  const parts = address.split(' ')
  const of = (protocol: string) =>
    parseEndpoint(parts.find((part) => part.startsWith(`${protocol}:`))?.slice(4) ?? address)
  return { udp: of('udp'), tcp: of('tcp') }
}

function parseEndpoint(text: string): Endpoint {
  const at = text.lastIndexOf(':')
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) }
}
