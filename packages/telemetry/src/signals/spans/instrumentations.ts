import { createRequire, syncBuiltinESMExports } from 'node:module'
import { context } from '@opentelemetry/api'
import { isTracingSuppressed } from '@opentelemetry/core'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import type { IsUntraced } from '../../config/telemetry-variables.ts'
import { outgoingAttributes, setErrorTypes } from './outgoing-request.ts'
import { createPgInstrumentation, PoolContextInstrumentation } from './postgres.ts'
import { RequestInstrumentation } from './request-instrumentation.ts'

type TraceHeader = string | readonly string[] | undefined

/** Whether the X-Ray SDK has recorded the request with this header itself. */
export type IsCaptured = (traceHeader: TraceHeader) => boolean

/** One span per request, outgoing call and query; none per hook, handler or connection. */
export function createInstrumentations(
  isUntraced: IsUntraced,
  isCaptured: IsCaptured = () => false,
): Instrumentation[] {
  return [
    new RequestInstrumentation(isUntraced),
    // RequestInstrumentation creates the server span.
    new HttpInstrumentation({
      disableIncomingRequestInstrumentation: true,
      requireParentforOutgoingSpans: true,
      // The instrumentation (0.301) copies headers as an object, which drops headers passed as an array.
      ignoreOutgoingRequestHook: ({ headers }) =>
        Array.isArray(headers) || isCaptured(traceHeaderOf(headers)) || isOfTelemetry(),
      requestHook: setErrorTypes,
    }),
    new UndiciInstrumentation({
      requireParentforSpans: true,
      ignoreRequestHook: ({ headers }) => isCaptured(traceHeaderIn(headers)) || isOfTelemetry(),
      startSpanHook: outgoingAttributes,
      requestHook: setErrorTypes,
    }),
    createPgInstrumentation(),
    new PoolContextInstrumentation(),
  ]
}

/** Whether telemetry makes the request; it would count in the metrics of the application's requests. */
function isOfTelemetry(): boolean {
  return isTracingSuppressed(context.active())
}

function traceHeaderOf(headers: object | undefined): TraceHeader {
  for (const name in headers) {
    // Few names have this length.
    if (name.length !== 15 || name.toLowerCase() !== 'x-amzn-trace-id') continue
    return (headers as Record<string, TraceHeader>)[name]
  }
  return undefined
}

/** undici (5 and later) has headers as text or as a list of names and values. */
function traceHeaderIn(headers: string | readonly unknown[]): TraceHeader {
  if (typeof headers === 'string') return /^x-amzn-trace-id: *(.*?)\r?$/im.exec(headers)?.[1]
  const at = headers.findIndex(
    (name, index) => index % 2 === 0 && String(name).toLowerCase() === 'x-amzn-trace-id',
  )
  return at < 0 ? undefined : String(headers[at + 1])
}

const require = createRequire(import.meta.url)

/**
 * Applies patches to named imports such as `import { get } from 'node:http'`; instrumentations only patch
 * the CommonJS module. Call it after the instrumentations are enabled.
 */
export function instrumentNamedImports(): void {
  for (const builtin of ['node:http', 'node:https']) require(builtin)
  syncBuiltinESMExports()
}
