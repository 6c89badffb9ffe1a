// Logs Insights, Live Tail and X-Ray with the AWS SDK, at the URL of the first argument; prints each passed check.
import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import {
  CloudWatchLogs,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs'
import { paginateGetTraceSummaries, XRay } from '@aws-sdk/client-xray'

const options = {
  endpoint: process.argv[2],
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
}
// The SDK puts a prefix before the host of StartLiveTail otherwise.
const logs = new CloudWatchLogs({ ...options, disableHostPrefix: true })
const xray = new XRay(options)
const passed = (title) => process.stdout.write(`${title}\n`)

const logGroupName = '/interop/orders'
const logStreamName = 'one'
await logs.createLogGroup({ logGroupName })
await logs.createLogStream({ logGroupName, logStreamName })

const { responseStream } = await logs.startLiveTail({ logGroupIdentifiers: [logGroupName] })
const updates = responseStream[Symbol.asyncIterator]()
assert.ok((await updates.next()).value.sessionStart.sessionId)

const now = Date.now()
const events = Array.from({ length: 100 }, (_, n) => ({
  timestamp: now - 100 + n,
  message: JSON.stringify({
    n,
    level: n % 10 ? 'info' : 'error',
    order: { id: `o${n % 4}` },
    ms: n,
  }),
}))
await logs.putLogEvents({ logGroupName, logStreamName, logEvents: events })
const tailed = []
while (tailed.length < events.length) {
  const { value } = await updates.next()
  tailed.push(...value.sessionUpdate.sessionResults.map(({ message }) => message))
}
assert.deepEqual(
  tailed,
  events.map(({ message }) => message),
)
passed('StartLiveTail: every event once, in order')

async function query(queryString, input = {}) {
  const { queryId } = await logs.startQuery({
    ...{ logGroupName, startTime: Math.floor(now / 1000) - 600, queryString },
    ...{ endTime: Math.floor(now / 1000) + 60, ...input },
  })
  for (;;) {
    const { status, results } = await logs.getQueryResults({ queryId })
    if (status !== 'Scheduled' && status !== 'Running') {
      assert.equal(status, 'Complete')
      return results.map((row) =>
        Object.fromEntries(
          row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value]),
        ),
      )
    }
    await delay(20)
  }
}
assert.equal(
  (await query('fields @timestamp, @message | sort @timestamp desc | limit 20')).length,
  20,
)
assert.deepEqual(
  await query('filter level = "error" | stats count(*) as n, avg(ms), pct(ms, 90)'),
  [{ n: '10', 'avg(ms)': '45', 'pct(ms, 90)': '81' }],
)
assert.deepEqual(await query('stats count(*) by order.id | sort order.id desc | limit 1'), [
  { 'order.id': 'o3', 'count(*)': '25' },
])
assert.deepEqual(
  await query(
    'parse @message \'"n":*,\' as number | filter number like /^9\\d$/ | stats max(number) as most',
  ),
  [{ most: '99' }],
)
assert.equal((await query('fields order.id | dedup order.id')).length, 4)
// As Grafana writes the query of its CloudWatch data source.
const grafana =
  'fields @timestamp,ltrim(@log) as __log__grafana_internal__,ltrim(@logStream) as __logstream__grafana_internal__|fields @message | limit 5'
assert.equal((await query(grafana))[0].__logstream__grafana_internal__, 'one')
passed('Logs Insights: fields, filter, stats, sort, parse, dedup, limit and the query of Grafana')
await assert.rejects(query('filter level = '), (error) => {
  assert.equal(error.name, 'MalformedQueryException')
  assert.ok(error.queryCompileError.location.startCharOffset >= 14)
  return true
})
await assert.rejects(query('limit 5', { logGroupName: 'none' }), {
  name: 'ResourceNotFoundException',
})
const { queries } = await logs.describeQueries({ logGroupName })
assert.ok(queries.length >= 6)
await assert.rejects(logs.stopQuery({ queryId: queries[0].queryId }), {
  name: 'InvalidParameterException',
})
await assert.rejects(logs.describeMetricFilters({}), { name: 'UnknownOperationException' })
passed('Logs Insights: malformed queries, unknown groups, DescribeQueries, StopQuery')

const messages = []
for await (const page of paginateFilterLogEvents(
  { client: logs, pageSize: 30 },
  { logGroupName, filterPattern: '{ $.n >= 40 }' },
))
  messages.push(...page.events)
assert.equal(messages.length, 60)
const groups = []
for await (const page of paginateDescribeLogGroups({ client: logs, pageSize: 1 }, {}))
  groups.push(...page.logGroups)
assert.ok(groups.find((group) => group.logGroupName === logGroupName).storedBytes > 1_000)
passed('Paginators of FilterLogEvents and DescribeLogGroups')

const seconds = Math.floor(now / 1000)
const documents = Array.from({ length: 40 }, (_, n) => ({
  ...{
    name: 'orders',
    id: String(n).padStart(16, '0'),
    start_time: seconds,
    end_time: seconds + n,
  },
  trace_id: `1-${seconds.toString(16)}-${String(n).padStart(24, '0')}`,
  ...(n % 4 === 0 && { fault: true }),
}))
await xray.putTraceSegments({
  TraceSegmentDocuments: documents.map((document) => JSON.stringify(document)),
})
const window = { StartTime: new Date(now - 60_000), EndTime: new Date(now + 60_000) }
const filter = { ...window, FilterExpression: 'service("orders") { fault = true }' }
let summaries = []
for (let tries = 0; summaries.length < 10 && tries < 50; tries += 1) {
  summaries = []
  for await (const page of paginateGetTraceSummaries({ client: xray, pageSize: 4 }, filter))
    summaries.push(...page.TraceSummaries)
  await delay(100)
}
assert.equal(summaries.length, 10)
const { Traces } = await xray.batchGetTraces({ TraceIds: [summaries[0].Id] })
assert.equal(JSON.parse(Traces[0].Segments[0].Document).name, 'orders')
const { Services } = await xray.getServiceGraph(window)
assert.ok(Services.some(({ Name }) => Name === 'orders'))
await assert.rejects(xray.getTraceSummaries({ ...window, FilterExpression: 'service(' }), {
  name: 'InvalidRequestException',
})
await assert.rejects(xray.getEncryptionConfig({}), { name: 'UnknownOperationException' })
passed('X-Ray: segments, filtered summaries in pages, traces, service graph, exceptions')
logs.destroy()
xray.destroy()
