import { randomBytes } from 'node:crypto'
import type { Context } from '@opentelemetry/api'
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { SegmentsConfig } from '../../config/segments-variables.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import {
  formatTraceHeader,
  getIncomingTrace,
  type SegmentDecision,
} from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { Signal } from '../signal.ts'
import { correctStackFrames } from './native/capture-exceptions.ts'
import { installContextNamespace } from './native/context-namespace.ts'
import { describeProcess, serviceType } from './native/describe-process.ts'
import { AWSXRay } from './native/sdk.ts'
import { routeSegments } from './native/segment-life.ts'
import { localSpan, segmentOf } from './native/span-segments.ts'
import { startSamplingPolls } from './sampling/poll-sampling.ts'
import { createRuleBook } from './sampling/rule-book.ts'
import { createSamplingApi } from './sampling/sampling-api.ts'
import { createSamplingDecisions } from './sampling/sampling-decision.ts'
import type { Sending } from './sending/sending.ts'
import { startSending } from './sending/start-sending.ts'
import { createSpanRecorder, nameOf } from './span-recorder.ts'

export interface SegmentsOptions {
  readonly config: SegmentsConfig
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  /** The log group that holds the service's lines, when they go to CloudWatch. */
  readonly logGroup?: string | undefined
  /** Takes the segments instead of a back end; then each is sampled. */
  readonly sending?: Sending
  /** What aws-xray-sdk-core has to say, and what could not be had for sampling. */
  readonly log?: (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void
}

export interface Segments {
  readonly signal: Signal
  /** Makes segments of spans. */
  readonly spanProcessor: SpanProcessor
  /** Has spans recorded that X-Ray samples and OpenTelemetry does not. */
  readonly wrapSampler: (sampler: Sampler) => Sampler
  /** X-Ray's decision about the span of a context; undefined while segments are off. */
  readonly segmentDecision: (context: Context) => SegmentDecision | undefined
  /** The value of the response header `X-Amzn-Trace-Id` for a caller that sent `Sampled=?`. */
  readonly samplingResponse: (context: Context) => string | undefined
}

/** Starts X-Ray segments: from spans, through the daemon or X-Ray's OTLP endpoint, by X-Ray's sampling rules. */
export function startSegments(options: SegmentsOptions): Segments {
  const { config, service, redactor, sending, log = () => undefined } = options
  const on = sending !== undefined || config.exporter.kind !== 'off'
  useNativeApi(log)
  if (on) describeProcess(service, config, options.logGroup)
  const ruleBook = createRuleBook({ serviceType })
  const { emit, signal } = sending ?? startSending({ config, service, redactor })
  routeSegments(emit)

  const naming = {
    serviceName: service.name,
    ...(config.hostPattern && { hostPattern: config.hostPattern }),
  }
  const { takeDecision, wrapSampler } = createSamplingDecisions({
    decide: sending ? () => ({ sampled: true }) : ruleBook.decide,
    isOn: on,
    nameOf: (host) => nameOf(host, naming),
  })
  const polls =
    on && config.daemon
      ? startSamplingPolls({
          api: createSamplingApi(config.daemon.tcp, randomBytes(12).toString('hex')),
          ruleBook,
          debug: (message) => log('debug', message),
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
        polls?.stop()
        await signal.shutdown(deadline)
      },
    },
    spanProcessor: createSpanRecorder({ ...naming, takeDecision }),
    wrapSampler,
    segmentDecision,
    samplingResponse(context) {
      const incoming = getIncomingTrace(context)
      if (incoming?.decision !== 'requested' || !incoming.traceId) return undefined
      const decision = segmentDecision(context)
      return decision && formatTraceHeader({ traceId: incoming.traceId, decision })
    },
  }
}

function useNativeApi(log: NonNullable<SegmentsOptions['log']>): void {
  const say = (level: Parameters<typeof log>[0]) => (message: unknown, meta?: unknown) =>
    log(level, meta === undefined ? String(message) : `${message} ${String(meta)}`)
  AWSXRay.setLogger({
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
  })
  correctStackFrames()
  installContextNamespace()
  // Code outside of a request is no error; AWS_XRAY_CONTEXT_MISSING still goes before this.
  AWSXRay.setContextMissingStrategy((message) => log('debug', message))
}
