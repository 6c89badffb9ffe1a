import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'
import { sendItem } from './item-sender.ts'
import { createLogSender, type LogSender, pinoLine } from './log-sender.ts'

const MAIN = fileURLToPath(import.meta.resolve('../../src/cli/main.ts'))
const traceId = 'd'.repeat(32)
const nowMillis = Date.now()
let console_: Console
let dataFolder: string
let home: LogSender

beforeAll(async () => {
  dataFolder = await storeFolder()
  console_ = await startConsole(consoleConfig(dataFolder))
  home = await createLogSender(console_.url, 'cruddur', 'home')
  const line = (secondsAgo: number, level: number, msg: string, fields = {}) => ({
    timeMillis: nowMillis - secondsAgo * 1_000,
    message: pinoLine(level, msg, { service: 'home', ...fields }),
  })
  await home.send(
    line(7_200, 30, 'of long ago'),
    line(300, 30, 'fine', { status: 200 }),
    line(200, 50, 'broken\u001b[31m', { status: 500, trace_id: traceId }),
    line(100, 40, 'slow'),
  )
  for (const minutesAgo of [90, 5])
    await sendItem(console_.url, {
      timeMillis: nowMillis - minutesAgo * 60_000,
      ...{ service: 'home', traceId, codeVersion: '1.0.0' },
      chain: [
        ['TypeError', 'broken'],
        ['RangeError', 'out of it'],
      ],
    })
  await sendItem(console_.url, {
    timeMillis: nowMillis - 60_000,
    service: 'user',
    level: 'warning',
    chain: [['TimeoutError', 'too late']],
  })
}, 60_000)

afterAll(async () => {
  home[Symbol.dispose]()
  await console_.close()
  await rm(dataFolder, { recursive: true })
})

const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: console_.url })

test('traces logs prints lines oldest first with their trace and without control characters', async () => {
  const { stdout } = await traces('logs')
  const lines = stdout.trim().split('\n')
  expect(lines.map((line) => line.split(/ {2,}/).slice(4).join(' | '))).toEqual([
    'of long ago',
    'fine | status=200',
    'broken | status=500',
    'slow',
  ])
  expect(lines[2]).toMatch(new RegExp(`ERROR {2}home +${traceId}`))
  expect(stdout).not.toContain('\u001b')
})

test('traces logs filters by pattern, level, stream, time and count', async () => {
  const bodies = async (...args: string[]) => {
    const { stdout } = await traces('logs', '--json', ...args)
    return JSON.parse(stdout).lines.map(({ body }: { body: string }) => body)
  }
  expect(await bodies('--filter', '{ $.status < 300 }')).toEqual(['fine'])
  expect(await bodies('--level', 'warn', '--since', '1h')).toEqual(['slow', 'broken\u001b[31m'])
  expect(await bodies('--stream', 'home', '--limit', '1')).toEqual(['slow'])
  expect(await bodies('--errors', '--trace', traceId)).toEqual(['broken\u001b[31m'])
  expect(await bodies('--group', 'none')).toEqual([])
})

test('traces logs reports an invalid query', async () => {
  expect(await traces('logs', '--filter', '{ $.status')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^traces: Invalid filter pattern/),
  })
  expect(await traces('logs', '--operation', 'GET')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("'--operation' does not apply to logs"),
  })
  expect((await traces('logs', '--level', 'loud')).exitCode).toBe(2)
  expect((await traces('logs', '--service', 'none')).stderr).toContain('No matching log lines')
})

test('traces logs --follow prints the last lines and each new line once', async () => {
  const child = spawn(
    process.execPath,
    ['--conditions=cruddur-source', MAIN, 'logs', '--follow', '--json', '--limit', '1'],
    { env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, CONSOLE_URL: console_.url } },
  )
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line).body))
  await expect.poll(() => lines).toEqual(['slow'])
  await home.send({ timeMillis: Date.now(), message: pinoLine(30, 'new') })
  await expect.poll(() => lines).toEqual(['slow', 'new'])
  await home.send({ timeMillis: Date.now(), message: pinoLine(30, 'newer') })
  await expect.poll(() => lines).toEqual(['slow', 'new', 'newer'])
  child.kill()
  await once(child, 'exit')
})

test('traces errors lists items, most recent first', async () => {
  const { stdout } = await traces('errors')
  const [heading, ...lines] = stdout.trim().split('\n')
  expect(heading).toMatch(/ITEM +LEVEL +COUNT/)
  expect(lines[0]).toMatch(/#2 +warning +1 .* user +TimeoutError: too late/)
  expect(lines[1]).toMatch(/#1 +error +2 .*█.* home +TypeError: broken/)
  const recent = await traces('errors', '--since', '1h', '--service', 'home', '--json')
  expect(JSON.parse(recent.stdout).items).toMatchObject([{ counter: 1, occurrenceCount: 1 }])
  expect((await traces('errors', '--service', 'none')).stderr).toContain('No matching items')
})

test('traces errors shows an item by number with stack, causes and traces', async () => {
  const { stdout } = await traces('errors', '1')
  expect(stdout).toMatch(/#1 TypeError: broken\n.*2 occurrences.*home · test · 1\.0\.0/)
  expect(stdout).toContain('at call0 (/app/src/layer-0.ts:12:7)')
  expect(stdout).toContain('caused by RangeError: out of it')
  expect(stdout.match(new RegExp(traceId, 'g'))).toHaveLength(2)
  expect((await traces('errors', '9')).stderr).toBe(
    'traces: Unknown item #9 among the latest 2: there are #2, #1\n',
  )
})
