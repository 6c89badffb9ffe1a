/** The exceptions behind events: an event has text only, and X-Ray also shows the causes of an exception. */
const exceptions = new WeakMap<object, unknown>()

export function rememberException(event: object, exception: unknown): void {
  if (typeof exception === 'object' && exception !== null) exceptions.set(event, exception)
}

export function exceptionOf(event: object): unknown {
  return exceptions.get(event)
}
