import { type Attributes, context, type Span, SpanStatusCode, trace } from '@opentelemetry/api'
import { describeThrown, toException } from './thrown-value.ts'

const tracer = trace.getTracer('@cruddur/telemetry')

/**
 * Runs `work` in a new span, which is a subsegment in X-Ray, and ends the span when the work is done.
 * A promise or any other thenable, such as a knex or mongoose query, is awaited inside the span. A
 * thrown error is recorded on the span and rethrown.
 *
 * @example
 * const activities = await withSpan('Show home activities', async (span) => {
 *   const found = await listActivities()
 *   span.setAttribute('app.result_length', found.length)
 *   return found
 * })
 */
export function withSpan<T>(name: string, work: (span: Span) => T, attributes: Attributes = {}): T {
  return tracer.startActiveSpan(name, { attributes }, (span) => endWith(span, () => work(span)))
}

type Record = (failure: { readonly error: unknown } | undefined) => void

/**
 * Ends a span with its work. Must be called in the context of the span, in which
 * `record` is called before the end.
 */
export function endWith<T>(span: Span, work: () => T, record?: Record): T {
  const own = context.active()
  const succeed = <Value>(value: Value): Value => {
    if (record) context.with(own, record, undefined, undefined)
    span.end()
    return value
  }
  const fail = (error: unknown): never => {
    if (record) context.with(own, record, undefined, { error })
    span.recordException(toException(error))
    span.setStatus({ code: SpanStatusCode.ERROR, message: describeThrown(error).message })
    span.end()
    throw error
  }
  let result: T
  try {
    result = work()
    if (isThenable(result)) return settled(result).then(succeed, fail) as T
  } catch (error) {
    return fail(error)
  }
  return succeed(result)
}

/** A query builder starts its query in `then`, which must be called inside the span. */
function settled(thenable: PromiseLike<unknown>): PromiseLike<unknown> {
  if (thenable instanceof Promise) return thenable
  return new Promise((resolve, reject) => {
    thenable.then(resolve, reject)
  })
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  return isObject && typeof (value as Partial<PromiseLike<unknown>>).then === 'function'
}
