import { afterAll, expect, test } from 'vitest'
import { startFixtureConsole } from '../pages/fixture-console.ts'
import { failedTrace, timelineTrace } from '../pages/sample-traces.ts'
import { runTraces } from './run-traces.ts'

const console_ = await startFixtureConsole([timelineTrace, failedTrace])
afterAll(() => console_[Symbol.asyncDispose]())

const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: console_.url, TZ: 'UTC' })

test('traces lists the newest first, with whole ids when its output is piped', async () => {
  const { stdout, exitCode } = await traces()
  expect(exitCode).toBe(0)
  const [heading, first, second] = stdout.split('\n')
  expect(heading).toMatch(/^TRACE +START +DURATION +SPANS +ERRORS +SERVICE +OPERATION$/)
  expect(first).toContain(timelineTrace.traceId)
  expect(first).toMatch(/42\.1 ms +6 +- +home-activities +GET \/api\/activities\/home$/)
  expect(second).toContain(failedTrace.traceId)
  expect(second).toMatch(/3 s +3 +2 +home-activities/)
})

test('each filter is passed to the API under its name', async () => {
  await traces(
    ...['--service', 'home-activities', '--operation', 'GET', '--since', '15m', '--errors'],
    ...['--min-duration', '1.5ms', '--max-duration', '9s', '--limit', '7'],
  )
  const query = new URL(console_.requests.at(-1) ?? '', console_.url).searchParams
  expect(Object.fromEntries(query)).toEqual({
    service: 'home-activities',
    operation: 'GET',
    since: '15m',
    minDuration: '1.5ms',
    maxDuration: '9s',
    limit: '7',
    status: 'error',
  })
})

test('--json prints the API response only', async () => {
  const list = await traces('--json')
  expect(JSON.parse(list.stdout).traces).toHaveLength(2)
  const one = await traces(timelineTrace.traceId, '--json')
  expect(JSON.parse(one.stdout)).toEqual(timelineTrace)
  const services = await traces('services', '--json')
  expect(JSON.parse(services.stdout).services).toHaveLength(2)
})

test('a trace is found by its whole id, by X-Ray’s form of it and by its first digits', async () => {
  const { traceId } = timelineTrace
  const xrayId = `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`
  for (const id of [traceId, xrayId, traceId.slice(0, 6)]) {
    const { stdout, stderr } = await traces(id)
    expect(stderr).toBe('')
    expect(stdout).toContain(`Trace ${traceId}`)
  }
})

test('traces services shows requests, errors and percentiles', async () => {
  const { stdout } = await traces('services')
  expect(stdout).toMatch(/^home-activities +6 +2 \(33%\) +1 ms +2 ms +/m)
  expect(stdout).toMatch(/^user-activities +3 +0 +1 ms +2 ms +/m)
})

test('a truncated list prints a note on standard error', async () => {
  const { stdout, stderr } = await traces('--limit', '1')
  expect(stdout.trim().split('\n')).toHaveLength(2)
  expect(stderr).toBe('More traces match; use --limit 5 to show more.\n')
})

test.each([
  ['an unknown trace', ['0'.repeat(32)], /^traces: No trace with ID 0+\n$/],
  ['a prefix that nothing has', ['ffff'], /^traces: No trace ID starts with ffff\n$/],
  ['an invalid ID', ['hello'], /^traces: Invalid trace ID hello: use 32 hex digits, the form/],
  [
    'an unknown service',
    ['--service', 'hom'],
    /^traces: Unknown service hom\. Known: home-activities, user-activities\n$/,
  ],
  [
    'an unknown operation',
    ['--service', 'user-activities', '--operation', 'x'],
    /^traces: Unknown operation of user-activities x\. Known: GET \/api\/activities, /,
  ],
])('%s is one clear line and exit code 1', async (_what, args, line) => {
  const { stderr, stdout, exitCode } = await traces(...args)
  expect(stderr).toMatch(line)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stdout).toBe('')
  expect(exitCode).toBe(1)
})

test.each([
  [
    ['--since', 'yesterday'],
    /'--since <duration>' argument 'yesterday' is invalid\. .*for example 250ms or 15m/,
  ],
  [
    ['--min-duration', '5'],
    /'--min-duration <duration>' argument '5' is invalid\. .*for example 250ms/,
  ],
  [['--limit', '0'], /an integer from 1 to 500/],
  [['--servise', 'x'], /unknown option '--servise'/],
])('wrong usage %j names the allowed values and has exit code 2', async (args, line) => {
  const { stderr, exitCode } = await traces(...args)
  expect(stderr).toMatch(line)
  expect(exitCode).toBe(2)
})

test('without a running console the command prints how to start it', async () => {
  const gone = await startFixtureConsole([])
  await gone[Symbol.asyncDispose]()
  const { stderr, exitCode } = await runTraces([], { CONSOLE_URL: gone.url })
  expect(stderr).toBe(
    `traces: No console is running at ${gone.url}. Start it with: npx pnpm@12 dev (or set CONSOLE_URL)\n`,
  )
  expect(exitCode).toBe(1)
})

test('an invalid CONSOLE_URL is named', async () => {
  const { stderr, exitCode } = await runTraces([], { CONSOLE_URL: 'localhost:4000' })
  expect(stderr).toMatch(
    /^traces: CONSOLE_URL must be an http URL such as .* \(got "localhost:4000"\)/,
  )
  expect(exitCode).toBe(1)
})

test('an empty console prints how to create traces', async () => {
  await using empty = await startFixtureConsole([])
  const { stderr, exitCode } = await runTraces([], { CONSOLE_URL: empty.url })
  expect(stderr).toBe('No traces yet. Create one with: curl localhost:4001/api/activities/home\n')
  expect(exitCode).toBe(0)
})

test('--help names every option', async () => {
  const { stdout, exitCode } = await traces('--help')
  for (const option of ['--service', '--operation', '--since', '--errors', '--json', 'services'])
    expect(stdout).toContain(option)
  expect(exitCode).toBe(0)
})
