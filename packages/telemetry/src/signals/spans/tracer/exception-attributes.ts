import type { Exception } from '@opentelemetry/api'

/** @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
export function exceptionAttributes(exception: Exception) {
  if (typeof exception === 'string') return { 'exception.message': exception }
  const type = exception.code ?? exception.name
  return {
    'exception.type': type === undefined ? undefined : String(type),
    'exception.message': exception.message,
    'exception.stacktrace': exception.stack,
  }
}
