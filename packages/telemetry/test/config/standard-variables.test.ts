import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it, test } from 'vitest'
import { ignoredVariables, variablesOfLibraries } from '../../src/config/standard-variables.ts'
import { loadConfig, telemetrySchema } from '../../src/load-config.ts'

const packages = new URL('../../node_modules/', import.meta.url).pathname
const known = new Set([
  ...Object.keys(telemetrySchema),
  ...Object.keys(variablesOfLibraries),
  ...Object.keys(ignoredVariables),
])

/** The names of variables in the compiled code of a package. */
function variablesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.(?:mjs|js)$/.test(file) && !/[/\\]test[/\\]/.test(file))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').match(names) ?? [])
}

const names = /\b(?:OTEL|AWS_XRAY)_[A-Z]+(?:_[A-Z]+)*\b(?!_)/g
const sdkNode = realpathSync(join(packages, '@opentelemetry/sdk-node'))
const exporterBase = dirname(
  createRequire(
    join(realpathSync(join(packages, '@opentelemetry/exporter-trace-otlp-proto')), 'x'),
  ).resolve('@opentelemetry/otlp-exporter-base'),
)

test.each([
  ['@opentelemetry/sdk-node', join(sdkNode, 'dist')],
  ['@opentelemetry/otlp-exporter-base', exporterBase],
  ['@fastify/otel', realpathSync(join(packages, '@fastify/otel'))],
  ['aws-xray-sdk-core', join(realpathSync(join(packages, 'aws-xray-sdk-core')), 'dist')],
])('every variable of %s is honored or listed as ignored', (_, folder) => {
  const found = new Set(variablesIn(folder))
  expect(found.size).toBeGreaterThan(0)
  expect([...found].filter((name) => !known.has(name))).toEqual([])
})

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ and the page of OTLP exporters */
const specified = [
  'SDK_DISABLED ENTITIES RESOURCE_ATTRIBUTES SERVICE_NAME LOG_LEVEL PROPAGATORS TRACES_SAMPLER',
  'TRACES_SAMPLER_ARG BSP_SCHEDULE_DELAY BSP_EXPORT_TIMEOUT BSP_MAX_QUEUE_SIZE',
  'BSP_MAX_EXPORT_BATCH_SIZE BLRP_SCHEDULE_DELAY BLRP_EXPORT_TIMEOUT BLRP_MAX_QUEUE_SIZE',
  'BLRP_MAX_EXPORT_BATCH_SIZE ATTRIBUTE_VALUE_LENGTH_LIMIT ATTRIBUTE_COUNT_LIMIT',
  'SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT SPAN_ATTRIBUTE_COUNT_LIMIT SPAN_EVENT_COUNT_LIMIT',
  'SPAN_LINK_COUNT_LIMIT EVENT_ATTRIBUTE_COUNT_LIMIT LINK_ATTRIBUTE_COUNT_LIMIT',
  'LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT LOGRECORD_ATTRIBUTE_COUNT_LIMIT',
  'EXPORTER_ZIPKIN_ENDPOINT EXPORTER_ZIPKIN_TIMEOUT EXPORTER_PROMETHEUS_HOST',
  'EXPORTER_PROMETHEUS_PORT TRACES_EXPORTER METRICS_EXPORTER LOGS_EXPORTER METRICS_EXEMPLAR_FILTER',
  'METRIC_EXPORT_INTERVAL METRIC_EXPORT_TIMEOUT CONFIG_FILE EXPORTER_OTLP_SPAN_INSECURE',
  'EXPORTER_OTLP_METRIC_INSECURE EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
  'EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
].flatMap((line) => line.split(' '))
const ofExporters = ['', 'TRACES_', 'METRICS_', 'LOGS_'].flatMap((signal) =>
  [
    ...['ENDPOINT', 'INSECURE', 'CERTIFICATE', 'CLIENT_KEY', 'CLIENT_CERTIFICATE', 'HEADERS'],
    ...['COMPRESSION', 'TIMEOUT', 'PROTOCOL'],
  ].map((name) => `EXPORTER_OTLP_${signal}${name}`),
)

it('every variable of the specification is honored or listed as ignored', () => {
  const all = [...specified, ...ofExporters].map((name) => `OTEL_${name}`)
  expect(all.filter((name) => !known.has(name))).toEqual([])
})

it('no variable is both honored and ignored', () => {
  const honored = [...Object.keys(telemetrySchema), ...Object.keys(variablesOfLibraries)]
  expect(honored.filter((name) => Object.hasOwn(ignoredVariables, name))).toEqual([])
  expect(Object.keys(variablesOfLibraries).filter((name) => name in telemetrySchema)).toEqual([])
})

it('set variables without effect are found, with a reason', () => {
  const environment = {
    OTEL_SERVICE_NAME: 'home',
    OTEL_PROPAGATORS: 'b3',
    OTEL_TRACE_SAMPLER: 'always_on',
    OTEL_LOGS_EXPORTER: '',
    AWS_XRAY_DEBUG_MODE: 'true',
    PATH: '/bin',
  }
  expect(loadConfig(environment).ignoredVariables).toEqual([
    { name: 'AWS_XRAY_DEBUG_MODE', reason: 'use LOG_LEVEL' },
    {
      name: 'OTEL_PROPAGATORS',
      reason: 'W3C trace context, baggage and X-Ray headers are always propagated',
    },
    { name: 'OTEL_TRACE_SAMPLER', reason: 'unknown' },
  ])
})

it('the general limits apply to spans unless those of spans are set', () => {
  const limits = (environment: Record<string, string>) => loadConfig(environment).spans.limits
  const general = { OTEL_ATTRIBUTE_COUNT_LIMIT: '5', OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '7' }
  expect(limits(general)).toMatchObject({ attributeCountLimit: 5, attributeValueLengthLimit: 7 })
  const own = {
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '1',
    OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '2',
  }
  expect(limits({ ...general, ...own })).toMatchObject({
    attributeCountLimit: 1,
    attributeValueLengthLimit: 2,
  })
})

it('OTEL_SDK_DISABLED disables segments with a reason', () => {
  const environment = { OTEL_SDK_DISABLED: 'true', AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000' }
  const { spans, segments } = loadConfig(environment)
  expect(spans.destination).toEqual({ off: 'OTEL_SDK_DISABLED is true' })
  expect(segments.destination).toEqual({ off: 'OTEL_SDK_DISABLED is true' })
})

it.each(['grpc', 'http/json'])('the protocol %s is rejected', (protocol) => {
  for (const signal of ['', 'TRACES_', 'METRICS_', 'LOGS_']) {
    const name = `OTEL_EXPORTER_OTLP_${signal}PROTOCOL`
    expect(() => loadConfig({ [name]: protocol })).toThrow(name)
  }
})
