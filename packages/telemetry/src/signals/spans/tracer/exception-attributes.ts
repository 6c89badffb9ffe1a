import type { Attributes, Exception } from '@opentelemetry/api'

/**
 * The attributes of an exception event, chosen as the SDK (3.1) does: empty values are omitted.
 *
 * @returns undefined for an exception with neither type nor message
 * @throws what a getter of the exception throws
 * @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/
 */
export function exceptionAttributes(exception: Exception): Attributes | undefined {
  const attributes: Attributes = {}
  if (typeof exception === 'string') attributes['exception.message'] = exception
  else if (exception) {
    if (exception.code) attributes['exception.type'] = exception.code.toString()
    else if (exception.name) attributes['exception.type'] = exception.name
    if (exception.message) attributes['exception.message'] = exception.message
    if (exception.stack) attributes['exception.stacktrace'] = exception.stack
  }
  return attributes['exception.type'] || attributes['exception.message'] ? attributes : undefined
}
