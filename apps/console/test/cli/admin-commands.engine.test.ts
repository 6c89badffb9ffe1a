import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { checkoutTrace, orphanTrace, sendTraces } from '../support/sent-traces.ts'
import { tempFolder } from '../support/temp-store.ts'
import { runTraces } from './run-traces.ts'

const token = 'reading-token-of-a-test'
const { traceId } = checkoutTrace
let folder: string
let running: Console

beforeAll(async () => {
  folder = await tempFolder()
  running = await startConsole(consoleConfig(join(folder, 'data'), { token }))
})
beforeEach(async () => {
  expect((await traces('clear', '--yes')).exitCode).toBe(0)
  await sendTraces(running.otlpUrl, [checkoutTrace])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const traces = (...args: string[]) =>
  runTraces(args, { CONSOLE_URL: running.url, CONSOLE_TOKEN: token })

test('a trace is exported to a file, removed and imported as it was', async () => {
  const before = (await traces(traceId, '--json')).stdout
  const file = join(folder, 'trace.json')
  expect(await traces('export', traceId.slice(0, 8), '--output', file)).toMatchObject({
    exitCode: 0,
    stdout: '',
  })
  const piped = await traces('export', traceId)
  expect(piped.stdout).toBe(await readFile(file, 'utf8'))

  expect((await traces('clear', '--yes')).exitCode).toBe(0)
  expect((await traces(traceId)).exitCode).toBe(1)
  expect(await traces('import', file)).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: expect.stringMatching(`^Imported \\d+ spans and \\d+ log lines of trace ${traceId}\n$`),
  })
  expect((await traces(traceId, '--json')).stdout).toBe(before)
})

test('a file of the Collector, one document a line, is imported', async () => {
  expect((await traces('clear', '--yes')).exitCode).toBe(0)
  const file = join(folder, 'collector.jsonl')
  const lines = [checkoutTrace, orphanTrace].map(({ resourceSpans }) =>
    JSON.stringify({ resourceSpans }),
  )
  await writeFile(file, `${lines.join('\n')}\n`)
  expect((await traces('import', file)).stderr).toMatch(/^Imported \d+ spans and 0 log lines\n$/)
  expect(JSON.parse((await traces('--json')).stdout).traces).toHaveLength(2)
})

test('numbers of an imported file keep their digits', async () => {
  const id = 'abcdef'.padEnd(32, '0')
  const nanos = `${Date.now()}000001`
  const file = join(folder, 'numbers.json')
  await writeFile(
    file,
    `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${id}","spanId":"${'1'.repeat(16)}",
      "startTimeUnixNano":${nanos},"attributes":[{"key":"order","value":{"intValue":9223372036854775807}}]}]}]}]}`,
  )
  expect((await traces('import', file)).exitCode).toBe(0)
  expect(JSON.parse((await traces(id, '--json')).stdout).spans).toMatchObject([
    { startUnixNano: nanos, attributes: { order: '9223372036854775807' } },
  ])
})

test.each([
  ['no-such-file.json', undefined, '(ENOENT)'],
  ['empty.json', '', 'is not valid OTLP JSON'],
  ['words.json', 'hello', 'is not valid OTLP JSON'],
  ['other.json', '{"traces":[]}', 'is not valid OTLP JSON'],
  [
    'wrong.json',
    '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"1"}]}]}]}',
    'rejected: traceId is not 16 bytes or is all zero (1 span)',
  ],
  ['broken.json', '{"resourceSpans":[1]}', 'is not valid OTLP JSON'],
])('importing %s fails with a one-line reason', async (name, content, why) => {
  const file = join(folder, name)
  if (content !== undefined) await writeFile(file, content)
  const { exitCode, stderr } = await traces('import', file)
  expect(exitCode).toBe(1)
  expect(stderr).toContain(why)
  const lines = stderr.trimEnd().split('\n')
  expect(lines.filter((line) => !line.startsWith('Imported 0'))).toHaveLength(1)
})

test('clear without a terminal deletes nothing', async () => {
  expect(await traces('clear')).toMatchObject({
    exitCode: 1,
    stderr: 'traces: Standard input is not a terminal: use --yes to delete all stored telemetry\n',
  })
  expect((await traces(traceId)).exitCode).toBe(0)
})

test('receivers are listed with their counters', async () => {
  const { stdout } = await traces('receivers')
  expect(stdout).toMatch(/^RECEIVER +PORT +RECEIVED +STORED +REJECTED +DROPPED$/m)
  expect(stdout).toMatch(/^rollbar +\d+ +0 +0 +0 +0$/m)
  const { receivers } = JSON.parse((await traces('receivers', '--json')).stdout)
  expect(receivers[0]).toMatchObject({ name: 'otlp', dropped: 0 })
})

test('without the token the command names the missing variable', async () => {
  for (const args of [[], ['receivers'], ['clear', '--yes'], ['export', traceId]]) {
    const { exitCode, stderr } = await runTraces(args, { CONSOLE_URL: running.url })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^traces: Reading requires the token in CONSOLE_TOKEN/)
  }
})
