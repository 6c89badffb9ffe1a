import { ConfigurationError } from '@cruddur/environment'
import { expect, test } from 'vitest'
import { loadConfig } from '../../../src/load-config.ts'

const read = (environment: Record<string, string>) => loadConfig(environment).logs
const region = { AWS_REGION: 'eu-central-1' }
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otlp.example/' }

test('lines go to stdout only without a region and an endpoint', () => {
  expect(read({})).toEqual({
    level: 'info',
    destination: { off: 'AWS_REGION is not set' },
    maxEventBytes: 262_144,
    intervalMillis: 1000,
  })
})

test('a region alone enables CloudWatch', () => {
  expect(read(region).destination).toEqual({
    region: 'eu-central-1',
    endpoint: undefined,
    group: 'cruddur',
    stream: undefined,
    retentionDays: undefined,
  })
})

test('an endpoint alone enables CloudWatch, as with a local console', () => {
  const AWS_ENDPOINT_URL_CLOUDWATCH_LOGS = 'http://127.0.0.1:4000'
  expect(read({ AWS_ENDPOINT_URL_CLOUDWATCH_LOGS }).destination).toMatchObject({
    endpoint: AWS_ENDPOINT_URL_CLOUDWATCH_LOGS,
    region: 'us-east-1',
  })
})

test.each([
  [{ TELEMETRY_LOGS_EXPORTER: 'none' }, 'TELEMETRY_LOGS_EXPORTER is none'],
  [{ OTEL_LOGS_EXPORTER: 'none' }, 'OTEL_LOGS_EXPORTER is none'],
  [{ OTEL_LOGS_EXPORTER: 'console' }, 'OTEL_LOGS_EXPORTER is console'],
  [{ OTEL_LOGS_EXPORTER: 'otlp', OTEL_SDK_DISABLED: 'true' }, 'OTEL_SDK_DISABLED is true'],
])('with %j lines go to stdout only', (environment, reason) => {
  expect(read({ ...region, ...endpoint, ...environment }).destination).toEqual({ off: reason })
})

test.each([
  { OTEL_LOGS_EXPORTER: 'otlp' },
  { TELEMETRY_LOGS_EXPORTER: 'otlp' },
  { TELEMETRY_LOGS_EXPORTER: 'otlp', OTEL_LOGS_EXPORTER: 'none' },
])('with %j lines go to the OTLP endpoint', (environment) => {
  expect(read({ ...region, ...endpoint, ...environment }).destination).toEqual({
    url: 'https://otlp.example/v1/logs',
    headers: {},
    timeoutMillis: 10_000,
    compression: 'none',
  })
})

test('TELEMETRY_LOGS_EXPORTER overrides OTEL_LOGS_EXPORTER', () => {
  const environment = { TELEMETRY_LOGS_EXPORTER: 'cloudwatch', OTEL_LOGS_EXPORTER: 'none' }
  expect(read({ ...region, ...environment }).destination).toMatchObject({ group: 'cruddur' })
})

test('an OTLP endpoint alone does not send lines there', () => {
  expect(read(endpoint).destination).toEqual({ off: 'AWS_REGION is not set' })
})

test('the default OTLP endpoint is the one of the specification', () => {
  expect(read({ TELEMETRY_LOGS_EXPORTER: 'otlp' }).destination).toMatchObject({
    url: 'http://localhost:4318/v1/logs',
  })
})

test('each variable of OTLP logs overrides the one of all signals', () => {
  const { destination } = read({
    ...endpoint,
    OTEL_LOGS_EXPORTER: 'otlp',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-honeycomb-team=key,shared=yes',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://127.0.0.1:9/own',
    OTEL_EXPORTER_OTLP_LOGS_HEADERS: 'x-honeycomb-team=other',
    OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: '5',
    OTEL_EXPORTER_OTLP_LOGS_COMPRESSION: 'gzip',
  })
  expect(destination).toEqual({
    url: 'http://127.0.0.1:9/own',
    headers: { 'x-honeycomb-team': 'other', shared: 'yes' },
    timeoutMillis: 5,
    compression: 'gzip',
  })
})

test.each([
  ['LOG_LEVEL', 'verbose'],
  ['AWS_REGION', 'Frankfurt'],
  ['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', 'localhost:4000'],
  ['CLOUDWATCH_LOG_GROUP', 'my group'],
  ['CLOUDWATCH_LOG_STREAM', 'a:b'],
  ['CLOUDWATCH_LOG_RETENTION_DAYS', '31'],
  ['TELEMETRY_LOGS_EXPORTER', 'stdout'],
  ['OTEL_LOGS_EXPORTER', 'logging'],
  ['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT', 'localhost:4318'],
  ['TELEMETRY_LOGS_INTERVAL_MILLIS', '0'],
  ['TELEMETRY_LOGS_MAX_EVENT_BYTES', '2000000'],
])('%s=%s stops the start and is named', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(ConfigurationError)
  expect(() => read({ [name]: value })).toThrow(`(got "${value}")`)
})
