import { readFile } from 'node:fs/promises'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { connectLogs, putMessages, runInsights } from '../support/insights-client.ts'
import { storeFolder } from '../support/temp-store.ts'

const startMillis = Math.floor((Date.now() - 60_000) / 60_000) * 60_000
const request = (route: string, status: number, duration_ms: number, more: object = {}) => ({
  ...{ level: 30, service: 'home-activities', msg: `${route} ${status}` },
  ...{ route, status, duration_ms, ...more },
})
const messages = [
  request('/home', 200, 10, { version: '1', req: { id: 'a', 'http.host': 'x' } }),
  request('/home', 200, 20, { version: '1', tags: ['red', { name: 'green' }], ok: true }),
  request('/home', 503, 30.5, { version: '2', trace_id: '5759e988bd862e3fe1be46a994272793' }),
  JSON.stringify(request('/show', 404, 5, { user: 'Ünïcödé', 'dotted.key': 'd' })).replace(
    /}$/,
    ',"big":9007199254740993}',
  ),
  'plain text user=bob, method:GET, latency := 12.5 ms',
  'plain text user=eve, method:POST, latency := nan ms',
  '{"broken": ',
]

let running: Console
let client: CloudWatchLogsClient
const errors: unknown[] = []

beforeAll(async () => {
  running = await startConsole(consoleConfig(await storeFolder()), {
    onError: (error) => errors.push(error),
  })
  client = connectLogs(running.url)
  await putMessages(client, { startMillis }, messages)
  await putMessages(client, { logGroupName: 'other', startMillis }, ['elsewhere'])
})
afterAll(async () => {
  client.destroy()
  await running.close()
  expect(errors).toEqual([])
})

const rowsOf = async (query: string) => (await runInsights(client, query)).rows
const valuesOf = async (query: string) =>
  (await rowsOf(query)).map((row) => Object.values(row).join(' '))

test('events have their time, message, stream and group, newest first', async () => {
  const { rows, statistics, results } = await runInsights(
    client,
    'fields @timestamp, @message, @logStream, @log | limit 2',
  )
  expect(rows).toEqual([
    {
      '@timestamp': new Date(startMillis + 6).toISOString().replace('T', ' ').replace('Z', ''),
      '@message': '{"broken": ',
      '@logStream': 'one',
      '@log': '000000000000:cruddur',
    },
    expect.objectContaining({ '@message': expect.stringContaining('user=eve') }),
  ])
  expect(results[0]?.at(-1)).toMatchObject({ field: '@ptr' })
  expect(statistics).toMatchObject({ recordsMatched: 7, recordsScanned: 7 })
  expect(Object.keys((await rowsOf('limit 1'))[0] ?? {})).toEqual(['@timestamp', '@message'])
})

test.each([
  ['filter status = 200', '10 20'],
  ['filter status != 200 and ispresent(status)', '30.5 5'],
  ['filter status >= 404 and status < 500', '5'],
  ['filter 404 <= status', '30.5 5'],
  ['filter status = "200" or status in [503]', '10 20 30.5'],
  ['filter status in ["404", 503]', '30.5 5'],
  ['filter ispresent(status) and status not in [200]', '30.5 5'],
  ['filter route like "hom"', '10 20 30.5'],
  ['filter @message like /"status":(200|404)/', '10 20 5'],
  ['filter ispresent(status) | filter @message not like /"status":(200|404)/', '30.5'],
  ['filter route =~ /^\\/SHOW$/', ''],
  ['filter route =~ /(?i)^\\/SHOW$/', '5'],
  ['filter user = "Ünïcödé"', '5'],
  ['filter not (status = 200) and status > 0', '30.5 5'],
  ['filter status = 200 or status = 404 and route = "/home"', '10 20'],
  ['filter (status = 200 or status = 404) and route = "/show"', '5'],
  ['filter req.id = "a"', '10'],
  ['filter `req.http.host` = "x"', ''],
  ['filter dotted.key = "d"', '5'],
  ['filter tags.0 = "red" and tags.1.name = "green"', '20'],
  ['filter ok = true', '20'],
  ['filter big = 9007199254740993', '5'],
  ['filter big = 9007199254740992', ''],
  ['filter big > 9007199254740992', '5'],
  ['filter duration_ms * 2 + 1 = 41', '20'],
  ['filter duration_ms > 10 # and a comment\n| filter status < 500', '20'],
  ["filter version='2'", '30.5'],
  ['filter strcontains(route, "show")', '5'],
  ['filter status = status and duration_ms < status', '10 20 30.5 5'],
  ['filter @timestamp > 0 and isvalidip(route) = 0 and status=503', '30.5'],
  ['filter isempty(nothing) and status = 503', '30.5'],
  ['filter trace_id = "5759e988bd862e3fe1be46a994272793"', '30.5'],
])('%s', async (filter, durations) => {
  const rows = await rowsOf(`${filter} | fields duration_ms | sort @timestamp asc`)
  expect(rows.map(({ duration_ms }) => duration_ms).join(' ')).toBe(durations)
})

test.each([
  ['stats count(*)', ['7']],
  ['stats count(*) as n, count(status) by service', ['home-activities 4 4', '3 0']],
  [
    'stats avg(duration_ms), min(duration_ms), max(duration_ms), sum(duration_ms)',
    ['16.375 5 30.5 65.5'],
  ],
  [
    'stats pct(duration_ms, 50), pct(duration_ms, 100) by route',
    ['/home 20 30.5', '/show 5 5', ''],
  ],
  ['stats count_distinct(route), count_distinct(version)', ['2 2']],
  [
    'filter status > 0 | stats count(*) by status | sort count(*) desc, status desc',
    ['200 2', '503 1', '404 1'],
  ],
  ['stats sum(duration_ms) / count(duration_ms) as mean', ['16.375']],
  ['filter status > 0 | stats latest(route), earliest(status)', ['/show 200']],
  [
    'filter status > 0 | stats max(route), sortsFirst(route), stddev(status) > 100',
    ['/show /home 1'],
  ],
  ['filter status > 0 | stats count(*) as n by route | stats max(n) as most, count(*)', ['3 2']],
  [
    'filter status > 0 | stats count(*) as n by route | filter n > 1 | fields n * 2 as twice',
    ['6'],
  ],
  ['filter status = 999 | stats count(*)', []],
])('%s', async (query, values) => {
  const rows = await valuesOf(query)
  expect(rows).toEqual(values)
})

test('bin groups by time', async () => {
  const time = new Date(startMillis).toISOString().replace('T', ' ').replace('Z', '')
  expect(await rowsOf('stats count(*) by bin(1m)')).toEqual([{ 'bin(1m)': time, 'count(*)': '7' }])
  expect(await rowsOf('stats count(*) by bin(2ms) as t | sort t desc | limit 1')).toEqual([
    { t: time.replace('.000', '.006'), 'count(*)': '1' },
  ])
  const day = `${time.slice(0, 10)} 00:00:00.000`
  expect(
    await rowsOf('fields datefloor(@timestamp, 1d) as day, bin(1mo) as month | limit 1'),
  ).toEqual([{ day, month: `${time.slice(0, 8)}01 00:00:00.000` }])
})

test('parse takes fields from a text, by a pattern or a regular expression', async () => {
  const pattern = 'parse @message "user=*, method:*, latency := * ms" as user, @method, latency'
  expect(await rowsOf(`${pattern} | filter user = "bob" | display user, @method, latency`)).toEqual(
    [{ user: 'bob', '@method': 'GET', latency: '12.5' }],
  )
  expect(await valuesOf(`${pattern} | stats avg(latency), count(latency)`)).toEqual(['12.5 2'])
  const regex = 'parse @message /user=(?<user>[a-z]+), (m)ethod:(?<how>\\w+)/'
  expect(await rowsOf(`${regex} | filter ispresent(user) | stats count(*) by user, how`)).toEqual([
    { user: 'bob', how: 'GET', 'count(*)': '1' },
    { user: 'eve', how: 'POST', 'count(*)': '1' },
  ])
  expect(
    await valuesOf('filter route = "/show" | parse route "/*" as page | display page'),
  ).toEqual(['show'])
  expect(
    await valuesOf('parse "user=*, method" as who | filter who = "eve" | display who'),
  ).toEqual(['eve'])
})

test('dedup keeps the first event of each value', async () => {
  const query = 'filter ispresent(route) | fields route, status | sort @timestamp asc | dedup route'
  expect(await valuesOf(query)).toEqual(['/home 200', '/show 404'])
  expect(await rowsOf('fields status | dedup route')).toHaveLength(5)
})

test('sort orders texts before numbers and digits by their value', async () => {
  await putMessages(
    client,
    { logGroupName: 'sorted', startMillis },
    ['10', '9', 'a10', 'a9', '1e1x', 'B'].map((value) => ({ value })),
  )
  const { rows } = await runInsights(client, 'fields value | sort value asc', {
    logGroupNames: ['sorted'],
  })
  expect(rows.map(({ value }) => value)).toEqual(['1e1x', 'B', 'a9', 'a10', '9', '10'])
})

test('functions of texts, numbers and times', async () => {
  const [row] = await rowsOf(`filter status = 503 | fields
    concat(route, ":", status) as c, toupper(route) as up, strlen(route) as n, substr(route, 1, 2) as s,
    replace(route, "home", "x") as r, trim("  a ") as t, ltrim("xxa", "x") as l, coalesce(nothing, route) as f,
    abs(-3) as a, ceil(duration_ms) as ce, floor(duration_ms) as fl, sqrt(16) as sq, greatest(1, 7, 3) as g,
    least(4, 2) as le, 7 % 4 as m, 2 ^ 3 ^ 1 as p, 1 / 0 as none, -(2 + 1) as neg, status >= 500 as isError,
    fromMillis(0) as epoch, tomillis(@timestamp) as ms, isblank("  ") as b, isValidIpv4("10.0.0.1") as ip`)
  expect(row).toEqual({
    ...{ c: '/home:503', up: '/HOME', n: '5', s: 'ho', r: '/x', t: 'a', l: 'a', f: '/home' },
    ...{ a: '3', ce: '31', fl: '30', sq: '4', g: '7', le: '2', m: '3', p: '8', neg: '-3' },
    ...{
      isError: '1',
      epoch: '1970-01-01 00:00:00.000',
      ms: String(startMillis + 2),
      b: '1',
      ip: '1',
    },
  })
})

test('the queries of docs/deploying/observing.md run', async () => {
  const guide = await readFile(
    new URL('../../../../docs/deploying/observing.md', import.meta.url),
    'utf8',
  )
  const [, section = ''] = /\n## CloudWatch Logs\n(.*?)\n## /s.exec(guide) ?? []
  const queries = section.match(/(?:^ {4}.*\n)+/gm) ?? []
  expect(queries).toHaveLength(2)
  const [ofTrace, byRoute] = await Promise.all(queries.map((query) => rowsOf(query)))
  expect(ofTrace).toMatchObject([{ service: 'home-activities', msg: '/home 503', status: '503' }])
  expect(byRoute).toEqual([
    {
      route: '/home',
      status: '200',
      'count(*)': '2',
      'pct(duration_ms, 50)': '15',
      'pct(duration_ms, 99)': '19.9',
    },
    {
      route: '/home',
      status: '503',
      'count(*)': '1',
      'pct(duration_ms, 50)': '30.5',
      'pct(duration_ms, 99)': '30.5',
    },
    {
      route: '/show',
      status: '404',
      'count(*)': '1',
      'pct(duration_ms, 50)': '5',
      'pct(duration_ms, 99)': '5',
    },
  ])
})
