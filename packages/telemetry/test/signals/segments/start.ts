import { readEnvironment } from '@cruddur/environment'
import { context, propagation, trace } from '@opentelemetry/api'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { AlwaysOnSampler, type Sampler } from '@opentelemetry/sdk-trace'
import { awsVariables } from '../../../src/config/aws-destination.ts'
import { createIdGenerator, createPropagator } from '../../../src/correlation/index.ts'
import { createRedactor } from '../../../src/redaction/index.ts'
import { createResource } from '../../../src/signals/resource.ts'
import {
  type Segments,
  type SegmentsOptions,
  startSegments,
} from '../../../src/signals/segments/start-segments.ts'
import {
  type SegmentsConfig,
  segmentsConfig,
  segmentsVariables,
} from '../../../src/signals/segments/variables.ts'
import { spanLimits, spanLimitsVariables } from '../../../src/signals/spans/limits-variables.ts'
import { createSpanRedactor } from '../../../src/signals/spans/redact-span.ts'
import { createTracerProvider } from '../../../src/signals/spans/tracer/create-tracer-provider.ts'

export const service = {
  name: 'user-activities',
  version: '1.2.3',
  environment: 'test',
  instanceId: 'i',
  codeVersion: 'abc',
  attributes: {},
}

export interface Started extends Segments {
  readonly logged: string[]
  stop(): Promise<void>
}

export interface StartOptions {
  readonly environment: Record<string, string>
  readonly sampler?: Sampler
  readonly logGroup?: string
}

export function configOf(environment: Record<string, string>): SegmentsConfig {
  return segmentsConfig(readEnvironment({ ...segmentsVariables, ...awsVariables }, environment))
}

/** Segments as the services start them. */
export function start({
  environment,
  sampler = new AlwaysOnSampler(),
  logGroup,
}: StartOptions): Started {
  const logged: string[] = []
  const log: SegmentsOptions['log'] = (_source, level, message) =>
    logged.push(`${level} ${message}`)
  const config = configOf(environment)
  const redactor = createRedactor()
  const segments = startSegments({
    config,
    service,
    resource: createResource(service),
    redactor,
    redactSpan: createSpanRedactor(redactor),
    log,
    logGroup,
    backend: undefined,
  })
  trace.setGlobalTracerProvider(
    createTracerProvider({
      resource: resourceFromAttributes({}),
      limits: spanLimits(readEnvironment(spanLimitsVariables, {})),
      sampler: segments.wrapSampler(sampler),
      idGenerator: createIdGenerator(),
      spanProcessors: [segments.spanProcessor],
    }),
  )
  const sdk = new NodeSDK({
    autoDetectResources: false,
    textMapPropagator: createPropagator({ segmentDecision: segments.segmentDecision }),
    spanProcessors: [],
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [],
  })
  sdk.start()
  return {
    ...segments,
    logged,
    async stop() {
      await segments.signal.shutdown(AbortSignal.timeout(5000))
      await sdk.shutdown()
      for (const api of [trace, context, propagation]) api.disable()
    },
  }
}

/** Rules that sample every request, or none. */
export const rulesOf = (fixedRate: number, more: Record<string, unknown> = {}) => ({
  SamplingRuleRecords: [
    {
      SamplingRule: {
        RuleName: 'Default',
        ResourceARN: '*',
        Priority: 10000,
        FixedRate: fixedRate,
        ReservoirSize: 0,
        ServiceName: '*',
        ServiceType: '*',
        Host: '*',
        HTTPMethod: '*',
        URLPath: '*',
        Version: 1,
        Attributes: {},
        ...more,
      },
    },
  ],
})
