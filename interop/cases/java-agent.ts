import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { LogList } from '../../apps/console/src/contract/logs.ts'
import type { MetricList } from '../../apps/console/src/contract/metrics.ts'
import type { Trace, TraceList } from '../../apps/console/src/contract/traces.ts'
import type { Case } from '../support/case.ts'
import { startService } from '../support/services.ts'
import { jars, javaFolder, mavenVersion } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const agent = mavenVersion('opentelemetry-javaagent')

export const javaAgent: Case = {
  name: 'java-agent',
  role: 'OTLP/HTTP sender with default settings, between home-activities and user-activities',
  needs: ['java', 'mvn'],
  programs: [agent],
  async run(context) {
    const { console, processes, folder, passed } = context
    const userUrl = await startService(context, 'user-activities', {
      OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl,
      USER_ACTIVITIES_DATA_DIR: join(folder, 'user-activities'),
    })
    const jar = join(jars, `${agent.replace(' ', '-')}.jar`)
    await processes.run('javac', ['-d', folder, join(javaFolder, 'Proxy.java')])
    const proxy = processes.start('java', [`-javaagent:${jar}`, '-cp', folder, 'Proxy', userUrl], {
      env: { OTEL_SERVICE_NAME: 'proxy', OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl },
    })
    const port = await until(
      'the Java program to start',
      async () => /^port (\d+)$/m.exec(proxy.output())?.[1],
      proxy,
    )
    const homeUrl = await startService(context, 'home-activities', {
      OTEL_EXPORTER_OTLP_ENDPOINT: console.otlpUrl,
      USER_ACTIVITIES_URL: `http://127.0.0.1:${port}`,
    })
    // The first request of a JVM can exceed the timeout of home-activities.
    await until('a timeline', async () => (await fetch(`${homeUrl}/api/activities/home`)).ok)

    const trace = await until('one trace through three services', async () => {
      const { traces } = await console.get<TraceList>('traces', {
        operation: 'GET /api/activities/home',
      })
      for (const { traceId } of traces) {
        const read = await console.get<Trace>(`traces/${traceId}`)
        if (new Set(read.spans.map(({ service }) => service)).size === 3) return read
      }
      return undefined
    })
    assert.ok(trace.spans.every(({ orphan }) => !orphan))
    const ofProxy = trace.spans.filter(({ service }) => service === 'proxy')
    assert.deepEqual(ofProxy.map(({ kind }) => kind).sort(), ['Client', 'Server'])
    assert.ok(trace.spans.some(({ attributes }) => 'db.query.text' in attributes))
    passed('One trace from home-activities through Java and user-activities to SQL')

    const line = await until('the log record', async () => {
      const { lines } = await console.get<LogList>('logs', { service: 'proxy' })
      return lines.find(({ body }) => body.startsWith('forwarded /api/activities'))
    })
    assert.equal(line.traceId, trace.traceId)
    assert.equal(line.spanId, ofProxy.find(({ kind }) => kind === 'Server')?.spanId)
    assert.equal(line.severityNumber, 13)
    passed('A record of java.util.logging has its severity, trace ID and span ID')

    await proxy.stop()
    await until('the durations of requests', async () => {
      const { metrics } = await console.get<MetricList>('metrics', { service: 'proxy' })
      const received = metrics.map(({ name, kind }) => `${name} ${kind}`)
      return ['client', 'server'].every((side) =>
        received.includes(`http.${side}.request.duration histogram`),
      )
    })
    passed('The durations of requests are histograms, which arrive when the program ends')
  },
}
