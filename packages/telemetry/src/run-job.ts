import {
  type Attributes,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
} from '@opentelemetry/api'
import { getTelemetry } from './telemetry.ts'
import { describeThrown } from './thrown-value.ts'
import { endWith } from './with-span.ts'

/** Options of `runJob`. */
export interface JobOptions {
  /**
   * Headers of the message that the job processes, or the message itself: SQS, SNS, Kafka, AMQP, an
   * API Gateway event or a plain object. The job continues the trace of the sender.
   */
  readonly carrier?: unknown
  /** Of the span; also in the segment. */
  readonly attributes?: Attributes
  /** Default: consumer with a carrier, otherwise internal. */
  readonly kind?: SpanKind
}

const tracer = trace.getTracer('@cruddur/telemetry')

/**
 * Runs work outside of a request, such as a cron job or a queue consumer, with all signals under one
 * trace ID: a span, a segment, one log line and, if the work throws, an error report. A job never
 * belongs to the request in which it was scheduled. The error is rethrown.
 *
 * @example
 * cron.schedule('0 3 * * *', () => runJob('purge activities', () => purgeActivities()))
 * @example
 * await runJob('send mail', () => sendMail(message.Body), { carrier: message })
 */
export function runJob<T>(name: string, work: (span: Span) => T, options?: JobOptions): T {
  const { carrier, attributes = {}, kind = defaultKind(carrier) } = options ?? {}
  const parent = carrier === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, carrier)
  const startMillis = performance.now()
  return tracer.startActiveSpan(name, { kind, attributes }, parent, (span) =>
    endWith(
      span,
      () => work(span),
      (failure) => recordJob(name, span, startMillis, failure),
    ),
  )
}

const defaultKind = (carrier: unknown) =>
  carrier === undefined ? SpanKind.INTERNAL : SpanKind.CONSUMER

function recordJob(
  job: string,
  span: Span,
  startMillis: number,
  failure: { readonly error: unknown } | undefined,
): void {
  const { logger, reportError } = getTelemetry()
  const duration_ms = Math.round((performance.now() - startMillis) * 1000) / 1000
  if (!failure) {
    logger.info({ job, duration_ms, outcome: 'completed' }, 'job completed')
    return
  }
  const { error: err } = failure
  const error_report = reportError(err, { custom: { job } })
  const { name, code } = describeThrown(err)
  span.setAttributes({
    'error.type': typeof code === 'string' ? code : name,
    'cruddur.error_report.uuid': error_report,
  })
  logger.error({ job, duration_ms, outcome: 'failed', error_report, err }, 'job failed')
}
