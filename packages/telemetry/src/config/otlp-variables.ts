import { flag, number, oneOf, secret, url, type Values } from '@cruddur/environment'
import type { Off, OtlpDestination } from './destination.ts'
import { parseKeyValueList } from './key-value-list.ts'
import { readTls, type Tls, tlsVariables } from './tls-variables.ts'

const protocols = ['http/protobuf'] as const
const compressions = ['gzip', 'none'] as const
const millis = { min: 1, max: 3_600_000 }

const prefix = 'OTEL_EXPORTER_OTLP_'

/** Variables of all OTLP exporters: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
export const otlpVariables = {
  OTEL_SDK_DISABLED: flag({
    description: 'Disables spans, segments, metrics and OTLP logs',
    default: false,
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url({
    description: 'Base URL such as https://api.honeycomb.io; the path of each signal is appended',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: secret({
    description: 'Request headers, such as x-honeycomb-team=<key>,x-honeycomb-dataset=<dataset>',
  }),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(protocols, {
    description: 'Export protocol',
    default: 'http/protobuf',
  }),
  OTEL_EXPORTER_OTLP_TIMEOUT: number({
    description: 'Timeout of an export request, in milliseconds',
    default: 10_000,
    ...millis,
  }),
  OTEL_EXPORTER_OTLP_COMPRESSION: oneOf(compressions, {
    description: 'Compression of request bodies',
    default: 'none',
  }),
  ...prefixed(prefix, tlsVariables('OTLP over https')),
}

const paths = { TRACES: '/v1/traces', METRICS: '/v1/metrics', LOGS: '/v1/logs' } as const
type OtlpSignal = keyof typeof paths

/** Variables of one signal; each overrides the one of all signals. @param noun such as `spans` */
export function otlpVariablesOf<S extends OtlpSignal>(signal: S, noun: string) {
  return prefixed(`${prefix}${signal}_`, {
    ENDPOINT: url({
      description: `Complete URL for ${noun}; overrides OTEL_EXPORTER_OTLP_ENDPOINT`,
    }),
    HEADERS: secret({
      description: `Request headers for ${noun}; each key overrides the one of OTEL_EXPORTER_OTLP_HEADERS`,
    }),
    PROTOCOL: oneOf(protocols, {
      description: `Export protocol of ${noun}`,
      default: 'http/protobuf',
    }),
    TIMEOUT: number({
      description: `Overrides OTEL_EXPORTER_OTLP_TIMEOUT for ${noun}`,
      ...millis,
    }),
    COMPRESSION: oneOf(['inherit', ...compressions], {
      description: `Compression of requests with ${noun}`,
      default: 'inherit',
    }),
    ...tlsVariables(noun),
  })
}

type Prefixed<Prefix extends string, T> = {
  readonly [Name in keyof T & string as `${Prefix}${Name}`]: T[Name]
}

function prefixed<Prefix extends string, T extends object>(prefix: Prefix, variables: T) {
  const entries = Object.entries(variables).map(([name, variable]) => [prefix + name, variable])
  return Object.fromEntries(entries) as Prefixed<Prefix, T>
}

type OwnValues<S extends OtlpSignal> = Values<ReturnType<typeof otlpVariablesOf<S>>>
export type OtlpValues<S extends OtlpSignal> = Values<typeof otlpVariables> & OwnValues<S>

/**
 * The OTLP endpoint of a signal.
 *
 * @param exporter `otlp` uses the default endpoint of the specification when none is set
 */
export function otlpDestination<S extends OtlpSignal>(
  signal: S,
  values: OtlpValues<S>,
  exporter: 'auto' | 'otlp' | 'none',
): OtlpDestination | Off {
  if (values.OTEL_SDK_DISABLED) return { off: 'OTEL_SDK_DISABLED is true' }
  if (exporter === 'none') return { off: `OTEL_${signal}_EXPORTER is none` }
  const standard = exporter === 'otlp' ? 'http://localhost:4318' : undefined
  const base = values.OTEL_EXPORTER_OTLP_ENDPOINT ?? standard
  const appended = base && base.replace(/\/$/, '') + paths[signal]
  const complete = ownValue(signal, values, 'ENDPOINT') ?? appended
  if (!complete) return { off: 'OTEL_EXPORTER_OTLP_ENDPOINT is not set' }
  const shared = parseKeyValueList(values.OTEL_EXPORTER_OTLP_HEADERS)
  const tls = complete.startsWith('https:') ? tlsOf(signal, values) : undefined
  return { url: complete, ...otlpRequest(signal, values, shared), ...(tls && { tls }) }
}

function tlsOf<S extends OtlpSignal>(signal: S, values: OtlpValues<S>): Tls | undefined {
  const file = (name: keyof ReturnType<typeof tlsVariables>) => {
    const own = ownValue(signal, values, name)
    return own === undefined
      ? { name: `${prefix}${name}`, path: values[`${prefix}${name}`] }
      : { name: `${prefix}${signal}_${name}`, path: own }
  }
  return readTls({
    ca: file('CERTIFICATE'),
    cert: file('CLIENT_CERTIFICATE'),
    key: file('CLIENT_KEY'),
  })
}

/** Settings of the requests of a signal. @param headers those that the variable of the signal overrides */
export function otlpRequest<S extends OtlpSignal>(
  signal: S,
  values: OtlpValues<S>,
  headers: Readonly<Record<string, string>>,
): Omit<OtlpDestination, 'url'> {
  const compression = ownValue(signal, values, 'COMPRESSION')
  return {
    headers: Object.freeze({
      ...headers,
      ...parseKeyValueList(ownValue(signal, values, 'HEADERS')),
    }),
    timeoutMillis: ownValue(signal, values, 'TIMEOUT') ?? values.OTEL_EXPORTER_OTLP_TIMEOUT,
    compression: compression === 'inherit' ? values.OTEL_EXPORTER_OTLP_COMPRESSION : compression,
  }
}

type OwnName =
  | 'ENDPOINT'
  | 'HEADERS'
  | 'TIMEOUT'
  | 'COMPRESSION'
  | keyof ReturnType<typeof tlsVariables>

function ownValue<Name extends OwnName>(signal: OtlpSignal, values: object, name: Name) {
  const all = values as OwnValues<OtlpSignal>
  return all[`OTEL_EXPORTER_OTLP_${signal}_${name}`]
}
