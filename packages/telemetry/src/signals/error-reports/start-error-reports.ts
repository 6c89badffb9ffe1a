import { isSpanContextValid, trace } from '@opentelemetry/api'
import { isOff } from '../../config/destination.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import type { DropReason, LedgerSnapshot } from '../../delivery/ledger.ts'
import type { ErrorReportContext } from '../error-report-context.ts'
import type { Signal, StartContext, StartedSignal } from '../signal.ts'
import { createOffSignal } from '../signal.ts'
import { createWarnOnce } from '../warn-once.ts'
import { maxOccurrenceBytes, occurrenceBody } from './occurrence-body.ts'
import { occurrenceParts } from './occurrence-parts.ts'
import { createOccurrencePoster, type OccurrencePoster } from './post-occurrence.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { createReportedErrors } from './reported-errors.ts'
import {
  type BuildOccurrence,
  createOccurrenceBuilder,
  type OccurrenceParts,
} from './rollbar-occurrence.ts'
import { validContext } from './valid-context.ts'
import { type ErrorReportsConfig, queueLimits, type RollbarDestination } from './variables.ts'

type Context = StartContext<ErrorReportsConfig, OccurrencePoster>

interface ErrorReportsOptions
  extends Pick<Context, 'config' | 'service' | 'redactor'>,
    Partial<Pick<Context, 'backend' | 'extensions'>> {}

export interface ErrorReports extends StartedSignal {
  /**
   * Reports an error. Never throws and never blocks; the occurrence is built and sent later.
   *
   * @returns the UUID of the occurrence, the same one for an error reported before, or undefined if
   * error reports are off or over the rate limit
   */
  report(error: unknown, context?: ErrorReportContext): string | undefined
}

const maxOccurrencesBeingBuilt = 500

/** Sends error reports to Rollbar; disabled without an access token. */
export function startErrorReports(options: ErrorReportsOptions): ErrorReports {
  const { destination } = options.config
  return isOff(destination)
    ? {
        signal: createOffSignal('errorReports', destination.off),
        report: () => undefined,
      }
    : start(options, destination)
}

function start(
  options: ErrorReportsOptions,
  { endpoint, accessToken }: RollbarDestination,
): ErrorReports {
  const {
    config,
    service,
    redactor,
    backend: poster = createOccurrencePoster(endpoint, accessToken),
    extensions,
  } = options
  const isWithinRate = createRateLimiter(config.occurrencesPerMinute)
  const reported = createReportedErrors()
  const warn = createWarnOnce()
  const building = new Map<string, Promise<void>>()
  let buildOccurrence: Promise<BuildOccurrence> | undefined
  let closed = false

  const sender = createBatchSender({
    send: ([occurrence], signal) => poster.post(occurrence?.bytes ?? new Uint8Array(), signal),
    close: poster.close,
    // Rollbar accepts one occurrence per request.
    maxBatchItems: 1,
    maxBatchBytes: maxOccurrenceBytes,
    maxQueueItems: queueLimits.items,
    maxQueueBytes: queueLimits.bytes,
    intervalMillis: 0,
    attemptTimeoutMillis: 10_000,
  })

  function isWanted(error: unknown, context: ErrorReportContext): boolean {
    try {
      return extensions?.beforeSend?.(error, context) !== false
    } catch {
      return true
    }
  }

  function drop(reason: DropReason): undefined {
    sender.drop(reason)
  }

  async function build(parts: OccurrenceParts): Promise<void> {
    try {
      buildOccurrence ??= createOccurrenceBuilder(service, redactor)
      const body = occurrenceBody(await (await buildOccurrence)(parts))
      if (building.delete(parts.uuid)) sender.push(body)
    } catch {
      buildOccurrence = undefined
      if (building.delete(parts.uuid)) drop('invalid')
    }
  }

  function report(error: unknown, given?: ErrorReportContext): string | undefined {
    const context = withActiveSpan(validContext(given, warn))
    const earlier = reported.find(error, context.traceId)
    if (earlier) return earlier
    if (!isWanted(error, context)) return undefined
    if (closed) return drop('shutdown')
    // A fatal error is reported despite the rate limit.
    if (!isWithinRate() && context.level !== 'critical') return drop('rate_limit')
    if (building.size >= maxOccurrencesBeingBuilt) return drop('queue_full')
    try {
      const parts = occurrenceParts(error, context, {
        redactor,
        service,
        timeMillis: Date.now(),
      })
      reported.add(error, context.traceId, parts.uuid)
      building.set(parts.uuid, Promise.resolve(parts).then(build))
      return parts.uuid
    } catch {
      return drop('invalid')
    }
  }

  function snapshot(): LedgerSnapshot {
    const { accepted, queued, ...rest } = sender.ledger()
    return { ...rest, accepted: accepted + building.size, queued: queued + building.size }
  }

  async function flush(deadline: AbortSignal): Promise<void> {
    await untilAborted(Promise.all(building.values()), deadline)
    await sender.flush(deadline)
  }

  async function shutdown(deadline: AbortSignal): Promise<void> {
    // Errors during shutdown are reported too, until the deadline.
    while (building.size > 0 && !deadline.aborted) {
      await untilAborted(Promise.all(building.values()), deadline)
    }
    closed = true
    sender.drop('shutdown', building.size)
    building.clear()
    await sender.shutdown(deadline)
  }

  const signal: Signal = {
    name: 'errorReports',
    destination: endpoint,
    ledger: snapshot,
    flush,
    shutdown,
  }
  return { signal, report }
}

/** An error that is reported inside a span belongs to its trace. */
function withActiveSpan(given: ErrorReportContext): ErrorReportContext {
  const ids = given.traceId === undefined ? trace.getActiveSpan()?.spanContext() : undefined
  if (!ids || !isSpanContextValid(ids)) return given
  return { ...given, traceId: ids.traceId, spanId: ids.spanId }
}

function untilAborted(work: Promise<unknown>, deadline: AbortSignal): Promise<unknown> {
  if (deadline.aborted) return Promise.resolve()
  const aborted = new Promise((resolve) => {
    deadline.addEventListener('abort', resolve, { once: true })
  })
  return Promise.race([work, aborted])
}
