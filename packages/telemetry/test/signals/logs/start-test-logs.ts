import type { CloudWatchConfig } from '../../../src/config/logs-variables.ts'
import { createRedactor } from '../../../src/redaction/index.ts'
import { startLogs } from '../../../src/signals/logs/index.ts'

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
  readonly cloudWatch?: Partial<CloudWatchConfig>
}

/** Starts the logs signal with its worker, short timeouts and a local CloudWatch; records stdout. */
export function startTestLogs(endpoint: string | undefined, options: TestLogsOptions = {}) {
  let written = ''
  const logs = startLogs({
    config: {
      level: 'debug',
      cloudWatch: endpoint
        ? {
            region: 'eu-central-1',
            endpoint,
            group: 'cruddur',
            stream: undefined,
            retentionDays: undefined,
            maxEventBytes: 262_144,
            intervalMillis: 50,
            ...options.cloudWatch,
          }
        : { offReason: 'AWS_REGION is not set' },
    },
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
