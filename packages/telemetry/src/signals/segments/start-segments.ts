import { randomBytes } from 'node:crypto'
import type { Context } from '@opentelemetry/api'
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace'
import { isOff } from '../../config/destination.ts'
import {
  formatTraceHeader,
  getIncomingTrace,
  type SegmentDecision,
} from '../../correlation/index.ts'
import { createOffSignal, type StartContext, type StartedSignal } from '../signal.ts'
import { createDaemonExporter } from './exporter/daemon-exporter.ts'
import { createOtlpExporter } from './exporter/otlp-exporter.ts'
import type { SegmentExporter } from './exporter/segment-exporter.ts'
import { correctExceptions } from './native/capture-exceptions.ts'
import { installContextNamespace } from './native/context-namespace.ts'
import { describeProcess, serviceType } from './native/describe-process.ts'
import { continueActiveTrace, nativeParent } from './native/native-calls.ts'
import { AWSXRay } from './native/sdk.ts'
import { routeSegments } from './native/segment-lifecycle.ts'
import { localSpan, segmentOf } from './native/span-segments.ts'
import { createSamplingApi } from './sampling/sampling-api.ts'
import { createSamplingDecisions } from './sampling/sampling-decision.ts'
import { startSamplingPoller } from './sampling/sampling-poller.ts'
import { createSamplingRules } from './sampling/sampling-rules.ts'
import { createSpanRecorder, nameOf } from './span-recorder.ts'
import type { SegmentsConfig } from './variables.ts'

export type SegmentsOptions = Omit<
  StartContext<SegmentsConfig, SegmentExporter>,
  'extensions' | 'stdout'
>

export interface Segments extends StartedSignal {
  /** Creates segments from spans. */
  readonly spanProcessor: SpanProcessor
  /** Records spans that X-Ray samples and OpenTelemetry does not. */
  readonly wrapSampler: (sampler: Sampler) => Sampler
  /** X-Ray's sampling decision for the active span; undefined while segments are off. */
  readonly segmentDecision: (context: Context) => SegmentDecision | undefined
  /** The parent of spans in a context in which the application set a segment of its own. */
  readonly nativeParent: typeof nativeParent
  /** The value of the response header `X-Amzn-Trace-Id` for a caller that sent `Sampled=?`. */
  readonly samplingResponse: (context: Context) => string | undefined
}

/** Starts X-Ray segments: created from spans, sampled by X-Ray's rules, sent to the daemon or to X-Ray's OTLP endpoint. */
export function startSegments(options: SegmentsOptions): Segments {
  const { config, service, backend } = options
  const on = backend !== undefined || !isOff(config.destination)
  const log = (level: Level, message: string) => options.log('aws-xray-sdk-core', level, message)
  useNativeApi(log)
  if (on) describeProcess(service, config, options.logGroup)
  const samplingRules = createSamplingRules({ serviceType })
  const { emit, signal } = backend ?? createExporter(options)
  routeSegments(emit)

  const naming = {
    serviceName: config.tracingName ?? service.name,
    ...(config.hostPattern && { hostPattern: config.hostPattern }),
  }
  const { takeDecision, wrapSampler } = createSamplingDecisions({
    decide: backend ? () => ({ sampled: true }) : samplingRules.decide,
    isOn: on,
    nameOf: (host) => nameOf(host, naming),
  })
  const poller =
    on && backend === undefined && config.sampling
      ? startSamplingPoller({
          api: createSamplingApi(config.sampling, randomBytes(12).toString('hex')),
          samplingRules,
          log,
        })
      : undefined

  const segmentDecision = (context: Context): SegmentDecision | undefined => {
    const span = localSpan(context)
    if (!on || !span) return undefined
    return segmentOf(span) ? 'sampled' : 'not_sampled'
  }

  return {
    signal: {
      ...signal,
      async shutdown(deadline) {
        poller?.stop()
        await signal.shutdown(deadline)
      },
    },
    spanProcessor: createSpanRecorder({ ...naming, takeDecision }),
    wrapSampler,
    segmentDecision,
    nativeParent,
    samplingResponse(context) {
      const incoming = getIncomingTrace(context)
      if (incoming?.decision !== 'requested' || !incoming.traceId) return undefined
      const decision = segmentDecision(context)
      return decision && formatTraceHeader({ traceId: incoming.traceId, decision })
    },
  }
}

type Level = Parameters<SegmentsOptions['log']>[1]

function useNativeApi(log: (level: Level, message: string) => void): void {
  const logAt = (level: Level) => (message: unknown, meta?: unknown) =>
    log(level, meta === undefined ? String(message) : `${message} ${String(meta)}`)
  AWSXRay.setLogger({
    debug: logAt('debug'),
    // The SDK logs its configuration on each start.
    info: logAt('debug'),
    warn: logAt('warn'),
    error: logAt('error'),
  })
  correctExceptions()
  continueActiveTrace()
  installContextNamespace()
  // Code outside a request is not an error; AWS_XRAY_CONTEXT_MISSING overrides this.
  AWSXRay.setContextMissingStrategy((message) => log('debug', message))
}

function createExporter(options: SegmentsOptions): SegmentExporter {
  const { service, redactor } = options
  const { destination } = options.config
  if (isOff(destination)) {
    return { emit: () => undefined, signal: createOffSignal('segments', destination.off) }
  }
  return 'udp' in destination
    ? createDaemonExporter(destination.udp, redactor, service.instanceId)
    : createOtlpExporter(destination, options)
}
