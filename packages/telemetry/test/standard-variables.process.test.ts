import { expect, it } from 'vitest'
import { startServiceProcess } from './support/service-process.ts'

it('debug messages of OpenTelemetry and ignored variables are JSON lines', async () => {
  const service = await startServiceProcess('third-service.ts', {
    OTEL_SERVICE_NAME: 'third',
    OTEL_LOG_LEVEL: 'debug',
    OTEL_PROPAGATORS: 'b3',
    AWS_XRAY_DEBUG_MODE: 'true',
  })
  await fetch(`${service.url}/hello`)
  expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
  expect(service.errors()).toBe('')
  const lines = service.lines.filter((line) => !/^http:/.test(line))
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(parsed.filter(({ source }) => source === 'opentelemetry').length).toBeGreaterThan(5)
  const ignored = parsed.filter(({ event }) => event === 'telemetry.ignored_variables')
  expect(ignored).toMatchObject([
    {
      level: 'warn',
      msg: 'environment variables without effect: AWS_XRAY_DEBUG_MODE, OTEL_PROPAGATORS',
      variables: [{ name: 'AWS_XRAY_DEBUG_MODE' }, { name: 'OTEL_PROPAGATORS' }],
    },
  ])
})

it('OTEL_SDK_DISABLED shows spans and segments as off', async () => {
  const service = await startServiceProcess('third-service.ts', {
    OTEL_SDK_DISABLED: 'true',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
  })
  await service.ended('SIGTERM')
  const started = service.lines.map((line) => (line.startsWith('{') ? JSON.parse(line) : {}))
  expect(started.find(({ event }) => event === 'telemetry.started')).toMatchObject({
    signals: {
      spans: 'off: OTEL_SDK_DISABLED is true',
      segments: 'off: OTEL_SDK_DISABLED is true',
    },
  })
})
