import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { afterAll, describe, expect, test } from 'vitest'
import { compileFilterPattern } from '../../apps/console/src/decode/cloudwatch-logs/filter-pattern/compile-filter-pattern.ts'
import { buildStacks } from '../aws/build-stacks.ts'
import { readSettings } from '../aws/settings.ts'

// Without a folder of its own, an app leaves one behind.
const folder = await mkdtemp(join(tmpdir(), 'cdk-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const stacks = buildStacks(
  new App({ outdir: folder }),
  readSettings((name) => ({ alarmEmail: 'on-call@cruddur.example' })[name]),
)
const names = [...stacks.services.keys()]
const template = Template.fromStack(stacks.observability)

test('X-Ray samples the API and groups failures', () => {
  template.hasResourceProperties('AWS::XRay::SamplingRule', {
    SamplingRule: Match.objectLike({ FixedRate: 0.05, ReservoirSize: 1, URLPath: '/api/*' }),
  })
  template.hasResourceProperties('AWS::XRay::Group', {
    FilterExpression: Match.stringLikeRegexp('service\\("home-activities"\\)'),
  })
})

const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
)

test.each(names)('%s has alarms on tasks, errors, latency, and telemetry', (name) => {
  const rings = (what: string) =>
    alarms.find(({ AlarmDescription }) => new RegExp(`^${name}: .*${what}`).test(AlarmDescription))
  const queryOf = (what: string) => rings(what)?.EvaluationCriteria.PromQLCriteria
  const service = `"@resource.service.name"="${name}"`
  const duration = `"http.server.request.duration",${service}`
  expect(queryOf('5xx')).toMatchObject({
    PendingPeriod: 180,
    Query: `100 * sum(histogram_count(rate({${duration},"http.response.status_code"=~"5.."}[5m]))) / sum(histogram_count(rate({${duration}}[5m]))) > 1`,
  })
  expect(queryOf('p99 above 1 s')).toMatchObject({
    PendingPeriod: 180,
    Query: `histogram_quantile(0.99, sum(rate({${duration}}[5m]))) > 1`,
  })
  expect(queryOf('telemetry is dropped')).toMatchObject({
    PendingPeriod: 0,
    Query: `sum(increase({"telemetry.delivery.dropped",${service}}[5m])) > 0`,
  })
  expect(queryOf('no metrics')).toMatchObject({
    PendingPeriod: 600,
    Query: `absent({"nodejs.eventloop.utilization",${service}})`,
  })
  expect(rings('telemetry backend fails')).toMatchObject({
    DatapointsToAlarm: 3,
    EvaluationPeriods: 5,
  })
  expect(rings('not delivered before a task ended')).toMatchObject({ Threshold: 0 })
  expect(rings('no running task')).toMatchObject({
    TreatMissingData: 'breaching',
    MetricName: 'RunningTaskCount',
  })
  for (const { AlarmActions } of alarms) expect(AlarmActions).toHaveLength(1)
})

test('an alarm rings when no service sends log lines', () => {
  const silence = alarms.find(({ MetricName }) => MetricName === 'IncomingLogEvents')
  expect(silence).toMatchObject({ TreatMissingData: 'breaching', EvaluationPeriods: 3 })
})

describe('the metrics count the lines that the services write', () => {
  const line = (fields: object) => JSON.stringify({ service: 'home-activities', ...fields })
  const fails = { event: 'telemetry.outage', signal: 'spans', queued: 12, dropped: {} }
  const counts = (text: string) =>
    Object.values(template.findResources('AWS::Logs::MetricFilter'))
      .filter(({ Properties }) => compileFilterPattern(Properties.FilterPattern)(text))
      .map(({ Properties }) => Properties.MetricTransformations[0].MetricName)
      .sort()

  test.each([
    ['a request that failed', { msg: 'request completed', status: 503, duration_ms: 3 }, []],
    ['a backend that fails', { ...fails, droppedTotal: 0 }, ['telemetry-outage']],
    [
      'one whose queue is over',
      { ...fails, droppedTotal: 7 },
      ['telemetry-loss', 'telemetry-outage'],
    ],
    ['an end with all delivered', { event: 'telemetry.shutdown', droppedTotal: 0, ledger: {} }, []],
    ['one without', { event: 'telemetry.shutdown', droppedTotal: 2 }, ['telemetry-loss']],
  ])('%s', (_what, fields, metrics) => {
    expect(counts(line(fields))).toEqual(metrics.map((metric) => `home-activities-${metric}`))
  })

  test('matches the event fields in the source', async () => {
    const read = (path: string) =>
      readFile(new URL(`../../packages/telemetry/src/${path}`, import.meta.url), 'utf8')
    expect(await read('delivery/outage-log.ts')).toContain("event: 'telemetry.outage'")
    expect(await read('delivery/outage-log.ts')).toContain('droppedTotal')
    expect(await read('create-telemetry.ts')).toContain("event: 'telemetry.shutdown'")
  })
})

const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'))
const parts: readonly unknown[] = dashboard?.Properties.DashboardBody['Fn::Join'][1] ?? []
const dashboardText = parts
  .map((part) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', "'")))
  .join('')
interface Chart {
  readonly type: string
  readonly properties: {
    readonly title: string
    readonly data: { readonly queries: readonly { label: string; query: string }[] }
  }
}
const charts = (JSON.parse(dashboardText) as { widgets: Chart[] }).widgets.filter(
  ({ type }) => type === 'chart',
)

test('the graphs of the dashboard query the metrics of each service', () => {
  expect(charts.map(({ properties }) => properties.title)).toEqual([
    ...['Requests per minute', '5xx, percent', 'P99, ms'],
    ...['Event loop utilization, percent', 'Telemetry dropped in 5 minutes'],
  ])
  for (const { properties } of charts) {
    expect(properties.data.queries.map(({ label }) => label)).toEqual(names)
    for (const { label, query } of properties.data.queries) {
      expect(query).toContain(`"@resource.service.name"="${label}"`)
      expect(query).not.toMatch(/[<>]/)
    }
  }
})

test('alarms and dashboard query metrics that the services send', async () => {
  const documented = await readFile(new URL('../../docs/metrics.md', import.meta.url), 'utf8')
  const queries = [
    ...alarms.flatMap(({ EvaluationCriteria }) =>
      EvaluationCriteria === undefined ? [] : [EvaluationCriteria.PromQLCriteria.Query as string],
    ),
    ...charts.flatMap(({ properties }) => properties.data.queries.map(({ query }) => query)),
  ]
  const metrics = queries.flatMap((query) =>
    [...query.matchAll(/\{"([^"]+)"/g)].map(([, metric]) => metric ?? ''),
  )
  expect(new Set(metrics)).toEqual(
    new Set([
      'http.server.request.duration',
      'telemetry.delivery.dropped',
      'nodejs.eventloop.utilization',
    ]),
  )
  for (const metric of metrics)
    expect(documented).toContain(metric.replace('telemetry.delivery', ''))
})

test('has a dashboard with every alarm', () => {
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1)
  const body = JSON.stringify(dashboard?.Properties.DashboardBody)
  for (const id of Object.keys(template.findResources('AWS::CloudWatch::Alarm')))
    expect(body).toContain(id)
})
