import { NodeSDK } from '@opentelemetry/sdk-node'
import { NoopSpanProcessor } from '@opentelemetry/sdk-trace'
import { expect, it } from 'vitest'
import { runJob } from '../src/run-job.ts'
import { startTestTelemetry } from '../src/testing/index.ts'

it('names an OpenTelemetry SDK that was started first', () => {
  const processors = { spanProcessors: [new NoopSpanProcessor()], metricReaders: [] }
  new NodeSDK({ autoDetectResources: false, ...processors }).start()
  const recorded = startTestTelemetry()
  expect(recorded).toHaveLogLine({
    level: 'warn',
    msg: /^another OpenTelemetry SDK was started first .* TELEMETRY_EXTENSIONS/,
  })
  expect(runJob('job', () => 1)).toBe(1)
  expect(recorded).toHaveLogLine('job completed')
})
