import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api'

const tracer = trace.getTracer('@cruddur/telemetry')

/**
 * Runs `work` in a span of its own, a subsegment in X-Ray; the span ends with it. What it throws
 * marks the span as failed and is thrown on.
 *
 * @example
 * const activities = await withSpan('Show home activities', async (span) => {
 *   const found = await listActivities()
 *   span.setAttribute('app.result_length', found.length)
 *   return found
 * })
 */
export function withSpan<T>(name: string, work: (span: Span) => T, attributes: Attributes = {}): T {
  return tracer.startActiveSpan(name, { attributes }, (span) => {
    const fail = (error: unknown): never => {
      span.recordException(error instanceof Error ? error : String(error))
      span.setStatus({
        code: SpanStatusCode.ERROR,
        ...(error instanceof Error && { message: error.message }),
      })
      span.end()
      throw error
    }
    try {
      const result = work(span)
      if (result instanceof Promise) {
        return result.then((value) => {
          span.end()
          return value
        }, fail) as T
      }
      span.end()
      return result
    } catch (error) {
      return fail(error)
    }
  })
}
