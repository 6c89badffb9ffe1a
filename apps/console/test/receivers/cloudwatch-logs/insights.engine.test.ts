import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DescribeQueriesCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../../src/start-console.ts'
import { consoleConfig } from '../../support/console-config.ts'
import { connectLogs, putMessages, runInsights } from '../../support/insights-client.ts'
import { storeFolder } from '../../support/temp-store.ts'

let running: Console
let client: CloudWatchLogsClient
const errors: unknown[] = []

beforeAll(async () => {
  running = await startConsole(consoleConfig(await storeFolder()), {
    onError: (error) => errors.push(error),
  })
  client = connectLogs(running.url)
  const lines = Array.from({ length: 2_000 }, (_, index) => ({ msg: `line ${index}`, index }))
  await putMessages(client, {}, lines)
  await putMessages(client, { logGroupName: 'second' }, ['in the second group'])
})
afterAll(async () => {
  client.destroy()
  await running.close()
  expect(errors).toEqual([])
})

const start = (input: Partial<StartQueryCommand['input']>) =>
  client.send(
    new StartQueryCommand({
      ...{ startTime: 0, endTime: 4_102_444_800, queryString: 'fields @message' },
      ...(input.logGroupNames ?? input.logGroupIdentifiers ?? { logGroupName: 'cruddur' }),
      ...input,
    }),
  )

test.each([
  ['', 'queryString'],
  ['filter', 'Expected a field or a value, found the end at position 7'],
  ['nonsense a', 'Expected a command (fields, display, filter, stats, sort, limit, parse, dedup)'],
  ['fields a | filter status = = 5', 'Expected a field or a value, found = at position 28'],
  ['filter a like /(/', 'Invalid regular expression'],
  ['filter a like /a(?=b)/', 'Invalid regular expression'],
  ['filter a like /abc', 'Missing closing /'],
  ['filter a = "abc', 'Missing closing "'],
  ['filter unheard(a)', 'Unknown function unheard'],
  ['filter count(*) > 1', 'count() is only allowed in stats'],
  ['stats sum(count(*))', 'only allowed in stats, and not nested'],
  ['stats a by b', 'a must be an argument of'],
  ['stats count(*) by a | filter b = 1', 'Unknown field b: after stats there are only a, count(*)'],
  ['stats pct(a, 101)', 'percentile must be a number from 0 to 100'],
  ['stats strlen()', 'strlen() takes 1 arguments, not 0'],
  ['stats count(*) by bin(5)', 'Expected a period such as 30s, 5m'],
  ['limit 0', 'an integer from 1 to 10000'],
  ['limit 10001', 'an integer from 1 to 10000'],
  ['parse @message "a *, *" as one', 'has 2 * but there are 1 names'],
  ['parse @message /a(b)/', 'needs a named group'],
  ['fields a b', 'Expected | or the end of the query, found b'],
  ['fields a; fields b', 'Unexpected character ;'],
  [`filter ${'('.repeat(60)}a${')'.repeat(60)} = 1`, 'More than 40 nested expressions'],
  [`filter ${Array(600).fill('a=1').join(' or ')}`, 'More than 500 fields and values'],
  [Array(60).fill('limit 1').join('|'), 'More than 50 commands'],
])('%s is refused as malformed', async (queryString, message) => {
  const error = await start({ queryString }).catch((reason) => reason)
  expect(error.message).toContain(message)
  if (queryString === '') return
  expect(error.name).toBe('MalformedQueryException')
  const { location, message: compileMessage } = error.queryCompileError
  expect(compileMessage).toBe(error.message)
  expect(location.startCharOffset).toBeLessThanOrEqual(queryString.length)
  expect(location.endCharOffset).toBeGreaterThanOrEqual(location.startCharOffset)
})

test.each([
  [{ logGroupName: 'none' }, 'ResourceNotFoundException'],
  [{ logGroupNames: ['cruddur', 'none'] }, 'ResourceNotFoundException'],
  [{ logGroupName: undefined }, 'InvalidParameterException'],
  [{ logGroupNames: ['second'], logGroupName: 'cruddur' }, 'InvalidParameterException'],
  [{ startTime: 2, endTime: 1 }, 'InvalidParameterException'],
  [{ limit: 10_001 }, 'InvalidParameterException'],
  [{ queryLanguage: 'SQL' as const }, 'InvalidParameterException'],
])('%j is refused', async (input, name) => {
  await expect(start(input)).rejects.toMatchObject({ name })
})

test('a query reads several groups, by name or by ARN, within its time range', async () => {
  const names = { logGroupNames: ['cruddur', 'second'] }
  const { rows } = await runInsights(client, 'stats count(*) as n by @log', names)
  expect(rows).toEqual([
    { '@log': '000000000000:cruddur', n: '2000' },
    { '@log': '000000000000:second', n: '1' },
  ])
  const logGroupIdentifiers = ['arn:aws:logs:local:000000000000:log-group:second:*']
  const of = { logGroupName: undefined, logGroupIdentifiers }
  expect((await runInsights(client, 'stats count(*) as n', of)).rows).toEqual([{ n: '1' }])
  const earlier = { startTime: 1_000, endTime: 2_000 }
  expect((await runInsights(client, 'fields @message', earlier)).rows).toEqual([])
  const inMillis = { startTime: Date.now() - 3_600_000, endTime: Date.now() }
  expect((await runInsights(client, 'stats count(*) as n', inMillis)).rows).toEqual([{ n: '2000' }])
})

test('limits: of the request, of the query, and 10,000 rows', async () => {
  expect((await runInsights(client, 'fields index', { limit: 3 })).rows).toHaveLength(3)
  expect((await runInsights(client, 'fields index | limit 2', { limit: 3 })).rows).toHaveLength(2)
  const { rows, statistics } = await runInsights(client, 'fields index | sort index asc')
  expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, index) => index))
  expect(statistics).toMatchObject({ recordsMatched: 2_000, recordsScanned: 2_000 })
})

test('GetLogRecord returns the event of an @ptr with its fields', async () => {
  const { results } = await runInsights(client, 'filter index = 7')
  const pointer = results[0]?.find(({ field }) => field === '@ptr')?.value
  const { logRecord } = await client.send(new GetLogRecordCommand({ logRecordPointer: pointer }))
  expect(logRecord).toMatchObject({
    ...{ '@message': '{"msg":"line 7","index":7}', msg: 'line 7', index: '7' },
    ...{ '@logStream': 'one', '@log': '000000000000:cruddur' },
  })
  await expect(
    client.send(new GetLogRecordCommand({ logRecordPointer: 'x' })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('queries are listed, results are read again, and a stopped query has none', async () => {
  const { queryId } = await runInsights(client, 'stats count(*) as counted')
  const again = await client.send(new GetQueryResultsCommand({ queryId }))
  expect(again).toMatchObject({
    ...{ status: 'Complete', queryLanguage: 'CWLI' },
    results: [[{ field: 'counted', value: '2000' }]],
  })
  await expect(client.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  const started = await Promise.all(Array.from({ length: 5 }, () => start({})))
  const last = started.at(-1)?.queryId
  expect(await client.send(new StopQueryCommand({ queryId: last }))).toMatchObject({
    success: true,
  })
  const stopped = await client.send(new GetQueryResultsCommand({ queryId: last }))
  expect(stopped).toMatchObject({ status: 'Cancelled', results: [] })

  const ids: (string | undefined)[] = []
  let nextToken: string | undefined
  do {
    const page = await client.send(
      new DescribeQueriesCommand({ logGroupName: 'cruddur', maxResults: 2, nextToken }),
    )
    expect(page.queries?.length).toBeLessThanOrEqual(2)
    ids.push(...(page.queries ?? []).map((query) => query.queryId))
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  expect(ids).toEqual(expect.arrayContaining([queryId, ...started.map((query) => query.queryId)]))
  expect(new Set(ids).size).toBe(ids.length)
  const stoppedOnes = await client.send(new DescribeQueriesCommand({ status: 'Cancelled' }))
  expect(stoppedOnes.queries).toMatchObject([{ queryId: last, queryString: 'fields @message' }])
  await expect(
    client.send(new GetQueryResultsCommand({ queryId: 'unknown' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('at most 30 queries wait', async () => {
  const queryString = 'stats count_distinct(replace(@message, "i", "iiii")) by bin(1ms)'
  const all = await Promise.allSettled(Array.from({ length: 60 }, () => start({ queryString })))
  const refused = all.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]).toMatchObject({ reason: { name: 'LimitExceededException' } })
  for (const one of all)
    if (one.status === 'fulfilled')
      await client
        .send(new StopQueryCommand({ queryId: one.value.queryId }))
        .catch((error) => expect(error.name).toBe('InvalidParameterException'))
})

test('hostile queries end within their limits, and other queries still run', async () => {
  const doubled = Array.from({ length: 45 }, (_, i) => `fields concat(x${i}, x${i}) as x${i + 1}`)
  let nested = 'msg'
  for (let depth = 0; depth < 18; depth += 1)
    nested = `(concat(${nested}, "") = concat(index, "x"))`
  const hostile = [
    `fields concat(@message, "x") as x0 | ${doubled.join(' | ')} | stats max(strlen(x45))`,
    `filter ${nested}`,
    'stats count_distinct(concat(@message, @timestamp)) by @message, @timestamp, @ptr',
    'filter index = "\' OR 1=1 --" or `x\') UNION ALL SELECT 1 --` = 1',
    'fields `{x:String}` as `a, (SELECT 1)` | sort `a, (SELECT 1)` desc',
  ]
  for (const query of hostile) {
    const { status } = await runInsights(client, query)
    expect(['Complete', 'Timeout']).toContain(status)
  }
  expect((await runInsights(client, 'stats count(*) as n')).rows).toEqual([{ n: '2000' }])
})

test('events of a deleted stream and expired events are not read', async () => {
  const logGroupName = 'renewed'
  await client.send(new CreateLogGroupCommand({ logGroupName }))
  const old = Date.now() - 3 * 86_400_000
  await putMessages(client, { logGroupName, startMillis: old }, ['three days old'])
  await putMessages(client, { logGroupName, logStreamName: 'two' }, ['deleted', 'deleted'])
  const inGroup = {
    logGroupNames: [logGroupName],
    startTime: 0,
  }
  const count = async () =>
    (await runInsights(client, 'stats count(*) as n by @logStream', inGroup)).rows
  expect(await count()).toEqual([
    { '@logStream': 'one', n: '1' },
    { '@logStream': 'two', n: '2' },
  ])
  await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }))
  expect(await count()).toEqual([{ '@logStream': 'two', n: '2' }])
  await client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'two' }))
  expect(await count()).toEqual([])
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'two' }))
  expect(await count()).toEqual([])
})
