import { createRequire, syncBuiltinESMExports } from 'node:module'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import type { IsUntraced } from '../../config/telemetry-variables.ts'
import { keepRequestSpan } from '../request-span.ts'
import { outgoingAttributes, setErrorTypes } from './outgoing-request.ts'
import { createPgInstrumentation } from './pg-instrumentation.ts'
import { PoolContextInstrumentation } from './pool-context.ts'
import { RequestInstrumentation } from './request-instrumentation.ts'

/** One span per request, outgoing call and query; none per hook, handler or connection. */
export function createInstrumentations(isUntraced: IsUntraced): Instrumentation[] {
  return [
    new RequestInstrumentation({
      registerOnInitialization: true,
      instrumentHooks: false,
      instrumentHandler: false,
      // The plugin records exceptions, redacted; a thrown 404 is not an exception.
      recordExceptions: false,
      requestHook: keepRequestSpan,
      ignorePaths: ({ url, method }: { url: string; method: string }) => isUntraced(url, method),
    }),
    // @fastify/otel creates the server span.
    new HttpInstrumentation({
      disableIncomingRequestInstrumentation: true,
      requireParentforOutgoingSpans: true,
      // The instrumentation (0.301) copies headers as an object, which drops headers passed as an array.
      ignoreOutgoingRequestHook: ({ headers }) => Array.isArray(headers),
      requestHook: setErrorTypes,
    }),
    new UndiciInstrumentation({
      requireParentforSpans: true,
      startSpanHook: outgoingAttributes,
      requestHook: setErrorTypes,
    }),
    createPgInstrumentation(),
    new PoolContextInstrumentation(),
  ]
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
