import { resourceFromAttributes } from '@opentelemetry/resources'
import type { OtlpDestination } from '../../../src/config/destination.ts'
import { createRedactor } from '../../../src/redaction/index.ts'
import { startLogs } from '../../../src/signals/logs/start-logs.ts'
import type { CloudWatchDestination, LogsConfig } from '../../../src/signals/logs/variables.ts'

const service = {
  name: 'test-service',
  version: '1.0.0',
  environment: 'test',
  instanceId: 'instance-1',
  codeVersion: '1.0.0',
  attributes: {},
}

export interface TestLogsOptions {
  readonly attemptTimeoutMillis?: number
  readonly service?: { readonly name: string; readonly version: string }
  readonly cloudWatch?: Partial<CloudWatchDestination>
  readonly config?: Partial<LogsConfig>
}

/** The destination of an OTLP receiver. */
export const otlpTo = (url: string, options: Partial<OtlpDestination> = {}): TestLogsOptions => ({
  config: {
    destination: {
      url: `${url}/v1/logs`,
      headers: {},
      timeoutMillis: 20_000,
      compression: 'none',
      ...options,
    },
  },
})

/** Starts the logs signal with short timeouts and, with an endpoint, a local CloudWatch; records stdout. */
export function startTestLogs(endpoint: string | undefined, options: TestLogsOptions = {}) {
  let written = ''
  const logs = startLogs({
    config: {
      level: 'debug',
      destination: endpoint
        ? {
            region: 'eu-central-1',
            endpoint,
            group: 'cruddur',
            stream: undefined,
            retentionDays: undefined,
            ...options.cloudWatch,
          }
        : { off: 'AWS_REGION is not set' },
      maxEventBytes: 262_144,
      intervalMillis: 50,
      ...options.config,
    },
    resource: resourceFromAttributes({
      'service.name': 'test-service',
      'service.version': '1.0.0',
    }),
    service: { ...service, ...options.service },
    redactor: createRedactor(),
    stdout: {
      write: (lines) => {
        written += lines
      },
    },
    retryPolicy: {
      attemptTimeoutMillis: options.attemptTimeoutMillis ?? 20_000,
      backoffMillis: { first: 20, last: 200 },
    },
  })
  return {
    ...logs,
    stdoutLines: () => {
      logs.logger.flush()
      return written.split('\n').slice(0, -1)
    },
    shutdown: () => logs.signal.shutdown(AbortSignal.timeout(30_000)),
  }
}
