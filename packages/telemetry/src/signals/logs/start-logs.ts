import type { Logger } from 'pino'
import type { LogsConfig } from '../../config/logs-variables.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { createLedger } from '../../delivery/ledger.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { RequestLog } from '../request-log.ts'
import type { Signal } from '../signal.ts'
import { type CloudWatchSignal, type LogsPatience, startCloudWatch } from './cloudwatch-signal.ts'
import { createLogger } from './create-logger.ts'
import { createRequestLog } from './create-request-log.ts'
import { createLineDestination, type LineDestination } from './line-destination.ts'
import { type LineSink, openStdout } from './stdout-sink.ts'

export interface LogsOptions {
  readonly config: LogsConfig
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  /** Where lines go instead of the process's stdout. */
  readonly stdout?: LineSink
  readonly patience?: LogsPatience
}

export interface Logs {
  readonly signal: Signal
  readonly logger: Logger
  readonly requestLog: RequestLog
}

/**
 * Starts the logger: every line goes to stdout, and to CloudWatch Logs where that is configured.
 * Logging never waits and never throws. The end of the process writes what stdout still lacks; what
 * CloudWatch lacks is for `signal.shutdown`.
 */
export function startLogs(options: LogsOptions): Logs {
  const { config, service, redactor, stdout = openStdout() } = options
  const { signal, accept } =
    'offReason' in config.cloudWatch
      ? stdoutOnly(config.cloudWatch.offReason)
      : startCloudWatch(config.cloudWatch, service, options.patience)
  const destination = createLineDestination(stdout, accept)
  const logger = createLogger({ level: config.level, service, redactor, destination })
  const requestLog = createRequestLog({ logger, service, redactor, destination })
  return { signal: withLinesAtHand(signal, destination), logger, requestLog }
}

/** The lines of the turn that runs belong to what is accepted. */
function withLinesAtHand(signal: Signal, destination: LineDestination): Signal {
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
