import assert from 'node:assert/strict'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { javascriptFolder, npmVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const sentry: Case = {
  name: 'sentry',
  role: 'Sentry SDK with openTelemetryIntegration; OTLP/HTTP sender with default settings, and caller of the services',
  needs: ['npm'],
  programs: npmVersions('@sentry/node', '@opentelemetry/auto-instrumentations-node'),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context)
    const register = '@opentelemetry/auto-instrumentations-node/register'
    const app = processes.start(
      process.execPath,
      ['--require', register, 'sentry-app.cjs', `${homeUrl}/api/activities/home`],
      {
        cwd: javascriptFolder,
        env: { OTEL_SERVICE_NAME: 'shop', OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl },
      },
    )
    await until('the program to end', async () => app.hasEnded())
    const [reported = ''] = /\{"trace_id".*?\}/.exec(app.output()) ?? []
    assert.ok(reported, app.output())
    const { trace_id: traceId, span_id: spanId } = JSON.parse(reported)

    const trace = await until('one trace through three services', async () => {
      const read = await console.get<Trace>(`traces/${traceId}`)
      return new Set(read.spans.map(({ service }) => service)).size === 3 && read
    })
    assert.ok(trace.spans.every(({ orphan }) => !orphan))
    assert.equal(trace.spans.find(({ name }) => name === 'checkout')?.spanId, spanId)
    passed("One trace through both services; Sentry's error has its trace ID and span ID")
  },
}
