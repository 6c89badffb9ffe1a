import type { Context, Tracer, TracerProvider } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { IdGenerator, Sampler, Span, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { SpanLimits } from '../../../config/span-limits-variables.ts'
import { createWallOffset } from './clock.ts'
import { createTracer } from './create-tracer.ts'

export interface TracerProviderOptions {
  readonly resource: Resource
  readonly limits: SpanLimits
  readonly idGenerator: IdGenerator & { readonly traceIdFlags?: number }
  readonly sampler: Sampler
  /** Called in this order. */
  readonly spanProcessors: readonly SpanProcessor[]
}

/**
 * Makes spans as the SDK's provider (3.1) does, in half of its time: that one checks and copies the
 * attributes of a start twice, counts each span in metrics that nobody reads, and starts spans at a
 * whole millisecond, so that a child seems to begin before its parent.
 */
export function createTracerProvider(options: TracerProviderOptions): TracerProvider {
  const { spanProcessors, ...rest } = options
  const shared = {
    ...rest,
    wallOffset: createWallOffset(),
    onStart: (span: Span, parentContext: Context) => {
      for (const processor of spanProcessors) processor.onStart(span, parentContext)
    },
    onEnd: (span: Span) => {
      for (const processor of spanProcessors) processor.onEnd(span)
    },
  }
  const tracers = new Map<string, Tracer>()

  return {
    getTracer: (name, version, { schemaUrl } = {}) => {
      const key = JSON.stringify([name, version, schemaUrl])
      const instrumentationScope = {
        name,
        ...(version !== undefined && { version }),
        ...(schemaUrl !== undefined && { schemaUrl }),
      }
      const tracer = tracers.get(key) ?? createTracer({ ...shared, instrumentationScope })
      tracers.set(key, tracer)
      return tracer
    },
  }
}
