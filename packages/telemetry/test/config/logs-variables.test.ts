import { ConfigurationError, readEnvironment } from '@cruddur/environment'
import { expect, test } from 'vitest'
import { logsConfig, logsVariables } from '../../src/config/logs-variables.ts'

const read = (environment: Record<string, string>) =>
  logsConfig(readEnvironment(logsVariables, environment))

test('lines go to stdout only without a region and an endpoint', () => {
  expect(read({})).toEqual({
    level: 'info',
    cloudWatch: { offReason: 'AWS_REGION is not set' },
  })
})

test('a region alone enables CloudWatch', () => {
  expect(read({ AWS_REGION: 'eu-central-1' }).cloudWatch).toEqual({
    region: 'eu-central-1',
    endpoint: undefined,
    group: 'cruddur',
    stream: undefined,
    retentionDays: undefined,
    maxEventBytes: 262_144,
    intervalMillis: 1000,
  })
})

test('an endpoint alone enables CloudWatch, as with a local console', () => {
  const endpoint = 'http://127.0.0.1:4000'
  expect(read({ AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint }).cloudWatch).toMatchObject({
    endpoint,
    region: 'us-east-1',
  })
})

test('the exporter can be disabled where the platform collects stdout', () => {
  const { cloudWatch } = read({ AWS_REGION: 'eu-central-1', TELEMETRY_LOGS_EXPORTER: 'none' })
  expect(cloudWatch).toEqual({ offReason: 'TELEMETRY_LOGS_EXPORTER is none' })
})

test.each([
  ['LOG_LEVEL', 'verbose'],
  ['AWS_REGION', 'Frankfurt'],
  ['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', 'localhost:4000'],
  ['CLOUDWATCH_LOG_GROUP', 'my group'],
  ['CLOUDWATCH_LOG_STREAM', 'a:b'],
  ['CLOUDWATCH_LOG_RETENTION_DAYS', '31'],
  ['TELEMETRY_LOGS_EXPORTER', 'stdout'],
  ['TELEMETRY_LOGS_INTERVAL_MILLIS', '0'],
  ['TELEMETRY_LOGS_MAX_EVENT_BYTES', '2000000'],
])('%s=%s stops the start and is named', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(ConfigurationError)
  expect(() => read({ [name]: value })).toThrow(`(got "${value}")`)
})
