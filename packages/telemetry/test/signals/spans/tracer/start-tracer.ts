import { readEnvironment } from '@cruddur/environment'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOnSampler,
  type ReadableSpan,
  type Sampler,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { spanLimits, spanLimitsVariables } from '../../../../src/signals/spans/limits-variables.ts'
import { createTracerProvider } from '../../../../src/signals/spans/tracer/create-tracer-provider.ts'

export interface StartTracerOptions {
  readonly limits?: Record<string, string>
  readonly sampler?: Sampler
  /** Processors ahead of the one that collects. */
  readonly before?: readonly SpanProcessor[]
}

function counting(digits: number) {
  let made = 0
  return () => {
    made += 1
    return String(made).padStart(digits, '0')
  }
}

function collector() {
  const ended: ReadableSpan[] = []
  const processor: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => void ended.push(span),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
  return { ended, processor }
}

function parts({ limits = {}, sampler = new AlwaysOnSampler() }: StartTracerOptions) {
  return {
    resource: resourceFromAttributes({ 'service.name': 'test' }),
    limits: spanLimits(readEnvironment(spanLimitsVariables, limits)),
    sampler,
    // Both tracers generate the same IDs.
    idGenerator: { generateTraceId: counting(32), generateSpanId: counting(16) },
  }
}

export function startTracer(options: StartTracerOptions = {}) {
  const { ended, processor } = collector()
  const spanProcessors = [...(options.before ?? []), processor]
  const provider = createTracerProvider({ ...parts(options), spanProcessors })
  return { provider, tracer: provider.getTracer('test', '1'), ended }
}

/** The SDK's tracer, for comparison. */
export function startSdkTracer(options: StartTracerOptions = {}) {
  const { ended, processor } = collector()
  const { limits, ...rest } = parts(options)
  const provider = new TracerProvider({ ...rest, spanLimits: limits, spanProcessors: [processor] })
  return { provider, tracer: provider.getTracer('test', '1'), ended }
}
