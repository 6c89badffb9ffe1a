import type { Resource } from '@opentelemetry/resources'
import type { Logger } from 'pino'
import { isOff } from '../../config/destination.ts'
import type { LogsConfig } from '../../config/logs-variables.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { type BackoffMillis, usualBackoff } from '../../delivery/backoff.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { LineStream } from '../line-stream.ts'
import { createOffSignal } from '../off-signal.ts'
import type { RequestLog } from '../server-request.ts'
import type { Signal } from '../signal.ts'
import { createCloudWatchBackend } from './cloudwatch-backend.ts'
import { createLogger } from './create-logger.ts'
import { createRequestLog } from './create-request-log.ts'
import { createLineDestination, type LineDestination } from './line-destination.ts'
import { type LineSender, startLineSender } from './line-sender.ts'
import { createOtlpBackend } from './otlp-backend.ts'
import { openStdout, withStreams } from './stdout.ts'

/** Timeout and backoff of delivery. */
export interface RetryPolicy {
  readonly attemptTimeoutMillis: number
  readonly backoffMillis: BackoffMillis
}

export interface LogsOptions {
  readonly config: LogsConfig
  readonly service: ServiceIdentity
  /** Of OTLP log records. */
  readonly resource: Resource
  readonly redactor: Redactor
  /** Replaces the stdout of the process. */
  readonly stdout?: LineStream
  /** Receive every line after stdout. */
  readonly streams?: readonly LineStream[] | undefined
  readonly retryPolicy?: RetryPolicy
}

export interface Logs {
  readonly signal: Signal
  readonly logger: Logger
  readonly requestLog: RequestLog
}

/**
 * Starts the logger: every line is written to stdout, and to CloudWatch Logs or an OTLP endpoint if
 * configured. Logging never blocks and never throws. Buffered lines are written to stdout when the
 * process exits; `signal.shutdown` sends the queued lines.
 */
export function startLogs(options: LogsOptions): Logs {
  const { config, service, redactor, stdout = openStdout() } = options
  const { signal, accept } = startSender(options)
  const destination = createLineDestination(withStreams(stdout, options.streams), accept)
  const logger = createLogger({ level: config.level, service, redactor, destination })
  const requestLog = createRequestLog({ logger, redactor, destination })
  return { signal: withBufferedLines(signal, destination), logger, requestLog }
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
