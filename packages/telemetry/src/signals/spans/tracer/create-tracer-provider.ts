import type { Context, Tracer, TracerProvider } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { IdGenerator, Sampler, Span, SpanProcessor } from '@opentelemetry/sdk-trace'
import { createWarnOnce } from '../../warn-once.ts'
import type { SpanLimits } from '../limits-variables.ts'
import { createWallOffset } from './clock.ts'
import { createTracer, type ParentWithoutSpan } from './create-tracer.ts'

export interface TracerProviderOptions {
  readonly resource: Resource
  readonly limits: SpanLimits
  readonly idGenerator: IdGenerator & { readonly traceIdFlags?: number }
  readonly sampler: Sampler
  readonly parentWithoutSpan?: ParentWithoutSpan | undefined
  /** Called in this order. */
  readonly spanProcessors: readonly SpanProcessor[]
}

/** The provider as applications get it from `getDelegate()`. Its promises never reject. */
export interface FlushableTracerProvider extends TracerProvider {
  forceFlush(): Promise<void>
  shutdown(): Promise<void>
}

/** The default of the SDK's `forceFlush`. */
const maxWaitMillis = 30_000

/**
 * Records spans as the SDK's provider (3.1) does in half of its time: the SDK validates and copies start
 * attributes twice, counts each span in metrics without a reader, and starts spans at a whole
 * millisecond, so that a child seems to begin before its parent. test/signals/spans/tracer compares both;
 * docs/telemetry.md lists the differences.
 */
export function createTracerProvider(options: TracerProviderOptions): FlushableTracerProvider {
  const { spanProcessors, ...rest } = options
  const warn = createWarnOnce()

  /** An exception of one processor reaches neither the application nor the other processors. */
  function notify(event: string, call: (processor: SpanProcessor) => void): void {
    for (const processor of spanProcessors) {
      try {
        call(processor)
      } catch (error) {
        warn(`${event} of ${processor.constructor?.name ?? 'a span processor'} threw`, error)
      }
    }
  }

  async function settle(work: (processor: SpanProcessor) => Promise<void>): Promise<void> {
    // Without a timer a process that only waits for this would end.
    const alive = setTimeout(() => undefined, maxWaitMillis)
    const results = await Promise.allSettled(spanProcessors.map(async (each) => work(each)))
    clearTimeout(alive)
    for (const result of results) {
      if (result.status === 'rejected') warn('a span processor failed to flush', result.reason)
    }
  }

  const shared = {
    ...rest,
    warn,
    wallOffset: createWallOffset(),
    onStart: (span: Span, parentContext: Context) =>
      notify('onStart', (processor) => processor.onStart(span, parentContext)),
    ...(spanProcessors.some((processor) => processor.onEnding) && {
      onEnding: (span: Span) => notify('onEnding', (processor) => processor.onEnding?.(span)),
    }),
    onEnd: (span: Span) => notify('onEnd', (processor) => processor.onEnd(span)),
  }
  const tracers = new Map<string, Tracer>()

  return {
    getTracer: (name, version, tracerOptions) => {
      const scope = {
        name: textOr('', name),
        version: textOr(undefined, version),
        schemaUrl: textOr(undefined, tracerOptions?.schemaUrl),
      }
      if (!scope.name) warn('a tracer needs the name of its library', name)
      const key = JSON.stringify([scope.name, scope.version, scope.schemaUrl])
      const tracer =
        tracers.get(key) ?? createTracer({ ...shared, instrumentationScope: definedOnly(scope) })
      tracers.set(key, tracer)
      return tracer
    },
    forceFlush: () => settle((processor) => processor.forceFlush()),
    shutdown: () => settle((processor) => processor.shutdown()),
  }
}

function textOr<T>(fallback: T, value: unknown): string | T {
  return value === undefined || value === null ? fallback : String(value)
}

function definedOnly<T extends object>(scope: T) {
  return Object.fromEntries(
    Object.entries(scope).filter(([, value]) => value !== undefined),
  ) as unknown as Span['instrumentationScope']
}
