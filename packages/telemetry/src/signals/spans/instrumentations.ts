import { createRequire, syncBuiltinESMExports } from 'node:module'
import { FastifyOtelInstrumentation } from '@fastify/otel'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import { PoolContextInstrumentation } from './pool-context.ts'

/** One span per request, one per outgoing call, one per query; none per hook, handler or connection. */
export function createInstrumentations(isUntraced: (path: string) => boolean): Instrumentation[] {
  return [
    new FastifyOtelInstrumentation({
      registerOnInitialization: true,
      instrumentHooks: false,
      instrumentHandler: false,
      // The plugin records what ends a request badly, redacted; a thrown 404 is no exception to keep.
      recordExceptions: false,
      ignorePaths: ({ url }: { url: string }) => isUntraced(url),
    }),
    // Incoming requests are Fastify's; two server spans would be one too many.
    new HttpInstrumentation({
      disableIncomingRequestInstrumentation: true,
      requireParentforOutgoingSpans: true,
      // It (0.301) copies headers as an object, so those of a list would not be sent.
      ignoreOutgoingRequestHook: ({ headers }) => Array.isArray(headers),
    }),
    new UndiciInstrumentation({ requireParentforSpans: true }),
    new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
    new PoolContextInstrumentation(),
  ]
}

const require = createRequire(import.meta.url)

/**
 * Lets `import { get } from 'node:http'` see what the instrumentation, which is told of modules when
 * they are required, has put into them. Call it once the instrumentations are enabled.
 */
export function instrumentNamedImports(): void {
  for (const builtin of ['node:http', 'node:https']) require(builtin)
  syncBuiltinESMExports()
}
