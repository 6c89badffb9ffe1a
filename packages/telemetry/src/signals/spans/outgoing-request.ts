import type { Attributes, Exception, Span, TimeInput } from '@opentelemetry/api'
import { describeThrown } from '../../thrown-value.ts'
import { isKnownMethod } from '../http-method.ts'

/**
 * Attributes that replace those of instrumentation-undici (0.34): it keeps the `?` of a query, sets an
 * empty one, and repeats the method as the original one (no upstream issue).
 */
export function outgoingAttributes({ path, method }: { path: string; method: string }): Attributes {
  const queryAt = path.indexOf('?')
  const query = queryAt < 0 ? '' : path.slice(queryAt + 1).replace(/#.*/s, '')
  return {
    'url.query': query === '' ? undefined : query,
    'http.request.method_original': isKnownMethod(method) ? undefined : method,
  }
}

/**
 * Lets the exception of a failed request set `error.type`. The instrumentations set the number of a
 * DOMException such as 23, or `Error` where the code is ECONNREFUSED (no upstream issue).
 */
export function setErrorTypes(span: Span): void {
  span.recordException = recordWithType
}

function recordWithType(this: Span, exception: Exception, time?: TimeInput): void {
  const { recordException } = Object.getPrototypeOf(this) as Span
  const { name, message, stack, code } = describeThrown(exception)
  const isNamed = typeof code === 'string' && /\D/.test(code)
  this.setAttribute('error.type', (isNamed ? code : name) ?? 'Error')
  const isPlain = isNamed || code === undefined
  recordException.call(
    this,
    isPlain ? exception : { name: name ?? 'Error', message, ...(stack && { stack }) },
    time,
  )
}
