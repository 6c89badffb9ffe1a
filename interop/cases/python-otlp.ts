import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { LogList } from '../../apps/console/src/contract/logs.ts'
import type { MetricResult } from '../../apps/console/src/contract/metrics.ts'
import type { Trace } from '../../apps/console/src/contract/traces.ts'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { pythonFolder, pythonVersions, venv } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const pythonOtlp: Case = {
  name: 'python-otlp',
  role: 'OTLP/gRPC sender with the defaults of the distro, and caller of the services',
  needs: ['python3'],
  programs: pythonVersions(
    'opentelemetry-distro',
    'opentelemetry-sdk',
    'opentelemetry-exporter-otlp-proto-grpc',
  ),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context)
    const program = [join(pythonFolder, 'otlp.py'), `${homeUrl}/api/activities/home`]
    const stdout = await processes.run(
      join(venv, 'bin/opentelemetry-instrument'),
      [join(venv, 'bin/python'), ...program],
      {
        env: {
          OTEL_SERVICE_NAME: 'shop',
          OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpGrpcUrl,
          OTEL_LOGS_EXPORTER: 'otlp',
          OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED: 'true',
        },
      },
    )
    const traceId = stdout.trim()

    const trace = await until('one trace from Python to SQL', async () => {
      const read = await console.get<Trace>(`traces/${traceId}`)
      const services = new Set(read.spans.map(({ service }) => service))
      return services.size === 3 && read.spans.some(isSql) && read
    })
    passed('One trace from Python through home-activities and user-activities to SQL')
    const root = trace.spans.find(({ service }) => service === 'shop')
    assert.equal(root?.parentSpanId, '')
    assert.equal(root?.attributes['order.items'], '3')
    assert.deepEqual(
      root?.events.map(({ name }) => name),
      ['order.checked', 'exception'],
    )
    assert.ok(trace.spans.every(({ orphan }) => !orphan))
    passed('Attributes, span events and the parent of every span are kept')

    const line = await until('the log record', async () => {
      const { lines } = await console.get<LogList>('logs', { service: 'shop' })
      return lines.find(({ body }) => body === 'order placed by Ünïcödé')
    })
    assert.equal(line.traceId, traceId)
    assert.equal(line.spanId, root?.spanId)
    assert.equal(line.severityNumber, 13)
    passed('A record of the logging module has its body, severity, trace ID and span ID')

    const metric = await until('the counter', () =>
      console.get<MetricResult>('metrics/values', { name: 'interop.orders', by: 'channel' }),
    )
    assert.equal(metric.type, 'counter')
    assert.equal(metric.unit, '{order}')
    assert.equal(metric.groups[0]?.value, 'python')
    passed('A counter has its unit and attributes')
  },
}

function isSql({ attributes }: Trace['spans'][number]): boolean {
  return 'db.query.text' in attributes || 'db.statement' in attributes
}
