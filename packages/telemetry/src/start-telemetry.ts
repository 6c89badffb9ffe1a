import { trace } from '@opentelemetry/api'
import pino from 'pino'
import type { Config } from './config/load-config.ts'
import { createPropagator } from './correlation/index.ts'
import { startOutageLog } from './delivery/outage-log.ts'
import { createRedactor } from './redaction/index.ts'
import { startErrorReports } from './signals/error-reports/index.ts'
import { startSpans } from './signals/spans/index.ts'
import { createTelemetry, type Telemetry } from './telemetry.ts'

/** The parts list: configuration in, four signals started, handle out. Once per process. */
export function startTelemetry(config: Config): Telemetry {
  const { service } = config
  const redactor = createRedactor(config.redaction)
  const logger = pino({
    base: { service: service.name },
    mixin: () => {
      const ids = trace.getActiveSpan()?.spanContext()
      return ids ? { trace_id: ids.traceId, span_id: ids.spanId } : {}
    },
  })
  const spans = startSpans({
    config: config.spans,
    service,
    redactor,
    propagator: createPropagator(),
    isUntraced: config.telemetry.isUntraced,
    warn: (message) => logger.warn({ source: 'opentelemetry' }, message),
  })
  const errorReports = startErrorReports({ config: config.errorReports, service, redactor })
  const signals = [spans.signal, errorReports.signal]
  const outageLog = startOutageLog({
    signals,
    intervalMillis: config.telemetry.outageLogIntervalMillis,
    warn: (fields, message) => logger.warn(fields, message),
    info: (fields, message) => logger.info(fields, message),
  })
  return createTelemetry({
    config: config.telemetry,
    service,
    logger,
    redactor,
    signals,
    reportError: errorReports.report,
    onShutdown: outageLog.stop,
  })
}
