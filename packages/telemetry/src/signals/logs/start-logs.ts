import type { Logger } from 'pino'
import type { LogsConfig } from '../../config/logs-variables.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { createLedger } from '../../delivery/ledger.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { RequestLog } from '../request-log.ts'
import type { Signal } from '../signal.ts'
import { type CloudWatchSignal, type RetryPolicy, startCloudWatch } from './cloudwatch-signal.ts'
import { createLogger } from './create-logger.ts'
import { createRequestLog } from './create-request-log.ts'
import { createLineDestination, type LineDestination } from './line-destination.ts'
import { type LineSink, type LineStream, openStdout, withStreams } from './stdout-sink.ts'

export interface LogsOptions {
  readonly config: LogsConfig
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  /** Replaces the stdout of the process. */
  readonly stdout?: LineSink
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
 * Starts the logger: every line is written to stdout, and to CloudWatch Logs if configured. Logging
 * never blocks and never throws. Buffered lines are written to stdout when the process exits;
 * `signal.shutdown` sends the lines queued for CloudWatch.
 */
export function startLogs(options: LogsOptions): Logs {
  const { config, service, redactor, stdout = openStdout() } = options
  const { signal, accept } =
    'offReason' in config.cloudWatch
      ? stdoutOnly(config.cloudWatch.offReason)
      : startCloudWatch(config.cloudWatch, service, options.retryPolicy)
  const destination = createLineDestination(withStreams(stdout, options.streams), accept)
  const logger = createLogger({ level: config.level, service, redactor, destination })
  const requestLog = createRequestLog({ logger, redactor, destination })
  return { signal: withBufferedLines(signal, destination), logger, requestLog }
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

function stdoutOnly(reason: string): CloudWatchSignal {
  const nothing = async () => undefined
  const signal: Signal = {
    name: 'logs',
    destination: `off: ${reason}`,
    ledger: createLedger().snapshot,
    flush: nothing,
    shutdown: nothing,
  }
  return { signal, accept: () => undefined }
}
