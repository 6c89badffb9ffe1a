import type { Logger } from 'pino'
import { isOff } from '../../config/destination.ts'
import { type BackoffMillis, usualBackoff } from '../../delivery/backoff.ts'
import type { LineStream } from '../line-stream.ts'
import type { RequestLog } from '../server-request.ts'
import type { Signal, StartContext, StartedSignal } from '../signal.ts'
import { createOffSignal } from '../signal.ts'
import { createCloudWatchBackend } from './cloudwatch-backend.ts'
import { createLogger } from './create-logger.ts'
import { createRequestLog } from './create-request-log.ts'
import { createLineDestination, type LineDestination } from './line-destination.ts'
import { type LineSender, startLineSender } from './line-sender.ts'
import { createOtlpBackend } from './otlp-backend.ts'
import { openStdout, withStreams } from './stdout.ts'
import type { LogsConfig } from './variables.ts'

/** Timeout and backoff of delivery. */
export interface RetryPolicy {
  readonly attemptTimeoutMillis: number
  readonly backoffMillis: BackoffMillis
}

type Context = StartContext<LogsConfig, LineStream>

export interface LogsOptions
  extends Pick<Context, 'config' | 'service' | 'resource' | 'redactor'>,
    Partial<Pick<Context, 'stdout' | 'backend' | 'extensions'>> {
  readonly retryPolicy?: RetryPolicy
}

export interface Logs extends StartedSignal {
  readonly logger: Logger
  readonly requestLog: RequestLog
  /** Set when lines go to CloudWatch. */
  readonly logGroup: string | undefined
}

/**
 * Starts the logger: every line is written to stdout, and to CloudWatch Logs or an OTLP endpoint if
 * configured. Logging never blocks and never throws. Buffered lines are written to stdout when the
 * process exits; `signal.shutdown` sends the queued lines.
 */
export function startLogs(options: LogsOptions): Logs {
  const { config, service, redactor, backend, extensions } = options
  const stdout = backend ?? options.stdout ?? openStdout()
  const { signal, accept } = startSender(options)
  const destination = createLineDestination(withStreams(stdout, extensions?.logStreams), accept)
  const logger = createLogger({ level: config.level, service, redactor, destination })
  const requestLog = createRequestLog({ logger, redactor, destination })
  const logGroup = 'group' in config.destination ? config.destination.group : undefined
  return { signal: withBufferedLines(signal, destination), logger, requestLog, logGroup }
}

const defaultRetryPolicy: RetryPolicy = {
  attemptTimeoutMillis: 10_000,
  backoffMillis: usualBackoff,
}

function startSender(options: LogsOptions): LineSender {
  const { config, service, resource, retryPolicy = defaultRetryPolicy } = options
  const { destination } = config
  if (isOff(destination)) {
    return { signal: createOffSignal('logs', destination.off), accept: () => undefined }
  }
  const backend =
    'url' in destination
      ? createOtlpBackend(destination, resource)
      : createCloudWatchBackend(destination, service, retryPolicy.attemptTimeoutMillis)
  return startLineSender(backend, config, retryPolicy.backoffMillis)
}

/** Lines buffered in the current turn of the event loop count as accepted. */
function withBufferedLines(signal: Signal, destination: LineDestination): Signal {
  return {
    ...signal,
    ledger: () => {
      destination.flushSync()
      return signal.ledger()
    },
    flush: (deadline) => {
      destination.flushSync()
      return signal.flush(deadline)
    },
    shutdown: (deadline) => {
      destination.close()
      return signal.shutdown(deadline)
    },
  }
}
