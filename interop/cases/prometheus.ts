import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { metricQueries } from '../../deploy/aws/metric-queries.ts'
import type { Case, CaseContext } from '../support/case.ts'
import { freePort, startService } from '../support/services.ts'
import { buildGo, goVersions } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

const module = 'github.com/prometheus/prometheus'
const guide = join(import.meta.dirname, '../../docs/deploying/observing.md')
/** Above the 1 s of the latency alarm. */
const calleeMillis = 1_200

interface Sample {
  readonly value: readonly [number, string]
}

export const prometheus: Case = {
  name: 'prometheus',
  role: 'OTLP receiver of the metrics of a service; evaluates the alarms of the guide',
  needs: ['go'],
  programs: goVersions('prometheus', module),
  async run(context) {
    const { passed } = context
    const query = await startPrometheus(context)
    const callee = await startSlowCallee()
    const homeUrl = await startService(context, 'home-activities', {
      HOME_ACTIVITIES_FAULTS: 'true',
      USER_ACTIVITIES_URL: callee,
      OTEL_METRIC_EXPORT_INTERVAL: '2000',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${query.url}/api/v1/otlp/v1/metrics`,
      // A backend that rejects all spans.
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${query.url}/nothing`,
    })
    const alarm = (name: string, job = 'home-activities') => query.value(alarmOf(name, job))

    await until('the metrics of the service', () =>
      query.value('{"nodejs.eventloop.utilization",job="home-activities"}'),
    )
    for (const name of ['errors', 'latency', 'dropped telemetry', 'service that sends nothing'])
      assert.equal(await alarm(name), undefined, name)
    assert.equal(await alarm('service that sends nothing', 'gone'), 1)
    passed('Without requests no alarm of the guide is active, but that of a service that is gone')

    for (let count = 0; count < 3; count += 1) await fetch(`${homeUrl}/faults/error`)
    await until('the alarm for dropped telemetry', () => alarm('dropped telemetry'))
    passed('One batch of dropped spans activates the alarm for dropped telemetry')

    await until('the alarms for errors and latency', async () => {
      const paths = ['api/activities/home?limit=1', 'api/activities/home?limit=2', 'faults/error']
      await Promise.all(paths.map((path) => fetch(`${homeUrl}/${path}`)))
      await setTimeout(500)
      const [errors = 0, seconds = 0] = [await alarm('errors'), await alarm('latency')]
      return errors > 10 && errors < 90 && seconds > 1
    })
    passed('Failed and slow requests activate the alarms for errors and latency')

    for (const [name, text] of Object.entries(metricQueries('gone')))
      assert.equal(await query.value(text), name === 'silence' ? 1 : undefined, name)
    passed('The alarms of deploy/aws are valid PromQL')
  },
}

/** A query of the table in the guide, for one service. */
function alarmOf(condition: string, job: string): string {
  const row = readFileSync(guide, 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| ${condition} | \``))
  assert.ok(row, `${guide} has no row for ${condition}`)
  const [, text = ''] = /`(.*)`/.exec(row) ?? []
  return text.replaceAll('}', `,job="${job}"}`)
}

async function startPrometheus({ folder, processes }: CaseContext) {
  const config = join(folder, 'prometheus.yml')
  // Names as the services send them.
  writeFileSync(config, 'otlp: { translation_strategy: NoTranslation }\n')
  const address = `127.0.0.1:${await freePort()}`
  const url = `http://${address}`
  // Without the clients of service discovery, which are most of the build.
  const program = buildGo('prometheus', `${module}/cmd/prometheus`, '-tags=remove_all_sd')
  const args = [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'prometheus')}`]
  const child = processes.start(program, [
    ...args,
    `--web.listen-address=${address}`,
    '--web.enable-otlp-receiver',
  ])
  await until('Prometheus to start', async () => (await fetch(`${url}/-/ready`)).ok, child)
  return {
    url,
    /** The value of the only sample, or nothing. @throws for an invalid query */
    async value(text: string): Promise<number | undefined> {
      const response = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query: text })}`)
      const { data, error } = (await response.json()) as {
        readonly data?: { readonly result: readonly Sample[] }
        readonly error?: string
      }
      if (!data) throw new Error(`${text}: ${error}`)
      return data.result[0] && Number(data.result[0].value[1])
    },
  }
}

/** In place of user-activities. */
async function startSlowCallee(): Promise<string> {
  const server = createServer(async (_, response) => {
    await setTimeout(calleeMillis)
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  }).listen(0, '127.0.0.1')
  server.unref()
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
