import { matching, number, oneOf, url, type Values } from '@cruddur/environment'
import type { awsVariables } from '../../config/aws-destination.ts'
import type { Off, OtlpDestination } from '../../config/destination.ts'
import { type OtlpValues, otlpDestination, otlpVariablesOf } from '../../config/otlp-variables.ts'
import type { QueueLimits } from '../signal.ts'

/** Retention periods that CloudWatch Logs supports. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]

export const queueLimits: QueueLimits = { items: 50_000, bytes: 9 * 2 ** 20 }

export const logsVariables = {
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    description: 'Minimum level of log lines',
    default: 'info',
  }),
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url({
    description:
      'CloudWatch Logs endpoint; default: the endpoint of AWS_REGION. An http:// endpoint is an emulator and needs no credentials',
  }),
  CLOUDWATCH_LOG_GROUP: matching(
    /^[\w./#-]{1,512}$/,
    'letters, digits and _ - . / #, at most 512',
    {
      description: 'Log group, created when missing; default: cruddur',
    },
  ),
  CLOUDWATCH_LOG_STREAM: matching(/^[^:*]{1,512}$/, 'at most 512 characters without : and *', {
    description:
      'Log stream, created when missing; default: service name/instance ID/date of the start',
  }),
  CLOUDWATCH_LOG_RETENTION_DAYS: matching(
    new RegExp(`^(?:${retentionDays.join('|')})$`),
    `one of ${retentionDays.join(', ')}`,
    { description: 'Retention of a log group, set when it is created; default: never expires' },
  ),
  TELEMETRY_LOGS_EXPORTER: oneOf(['auto', 'cloudwatch', 'otlp', 'none'], {
    description:
      'Destination of log lines besides stdout; auto: as OTEL_LOGS_EXPORTER if it is set, otherwise cloudwatch if AWS_REGION or AWS_ENDPOINT_URL_CLOUDWATCH_LOGS is set; none if the platform collects stdout',
    default: 'auto',
  }),
  OTEL_LOGS_EXPORTER: oneOf(['auto', 'otlp', 'console', 'none'], {
    description:
      'Applies if TELEMETRY_LOGS_EXPORTER is auto; console and none: lines go to stdout only',
    default: 'auto',
  }),
  ...otlpVariablesOf('LOGS', 'log lines'),
  TELEMETRY_LOGS_INTERVAL_MILLIS: number({
    description: 'Maximum delay before a log line is sent',
    default: 1000,
    min: 50,
    max: 60_000,
  }),
  TELEMETRY_LOGS_MAX_EVENT_BYTES: number({
    description:
      'Maximum size of a log line, including 26 bytes of overhead in CloudWatch Logs; longer lines are truncated and marked. AWS accepts 262144 in all regions and 1048576 in most',
    default: 262_144,
    min: 1024,
    max: 1_048_576,
  }),
}

export interface CloudWatchDestination {
  readonly region: string
  readonly endpoint: string | undefined
  readonly group: string
  /** Unset: built from the service name, the instance ID and the date. */
  readonly stream: string | undefined
  readonly retentionDays: number | undefined
}

export interface LogsConfig {
  readonly level: Values<typeof logsVariables>['LOG_LEVEL']
  /** Besides stdout. */
  readonly destination: CloudWatchDestination | OtlpDestination | Off
  readonly maxEventBytes: number
  readonly intervalMillis: number
}

type LogsValues = Values<typeof logsVariables> & OtlpValues<'LOGS'> & Values<typeof awsVariables>

export function logsConfig(values: LogsValues): LogsConfig {
  return Object.freeze({
    level: values.LOG_LEVEL,
    destination: Object.freeze(destination(values)),
    maxEventBytes: values.TELEMETRY_LOGS_MAX_EVENT_BYTES,
    intervalMillis: values.TELEMETRY_LOGS_INTERVAL_MILLIS,
  })
}

function destination(values: LogsValues): LogsConfig['destination'] {
  const { TELEMETRY_LOGS_EXPORTER: own, OTEL_LOGS_EXPORTER: standard } = values
  const exporter = own === 'auto' ? standard : own
  if (exporter === 'otlp') return otlpDestination('LOGS', values, 'otlp')
  if (exporter === 'none' || exporter === 'console') {
    const name = own === 'auto' ? 'OTEL_LOGS_EXPORTER' : 'TELEMETRY_LOGS_EXPORTER'
    return { off: `${name} is ${exporter}` }
  }
  return cloudWatch(values)
}

function cloudWatch(values: LogsValues): CloudWatchDestination | Off {
  const endpoint = values.AWS_ENDPOINT_URL_CLOUDWATCH_LOGS
  const retention = values.CLOUDWATCH_LOG_RETENTION_DAYS
  if (!values.AWS_REGION && !endpoint) return { off: 'AWS_REGION is not set' }
  return {
    // An emulator accepts any region.
    region: values.AWS_REGION ?? 'us-east-1',
    endpoint,
    group: values.CLOUDWATCH_LOG_GROUP ?? 'cruddur',
    stream: values.CLOUDWATCH_LOG_STREAM,
    retentionDays: retention === undefined ? undefined : Number(retention),
  }
}
