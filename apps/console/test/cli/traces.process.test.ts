import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { startFixtureConsole } from '../pages/fixture-console.ts'
import { failedTrace, timelineTrace } from '../pages/sample-traces.ts'
import { tracesProcess } from './run-traces.ts'

const [node, ...main] = tracesProcess
const env = (url: string) => ({
  PATH: process.env.PATH,
  TMPDIR: process.env.TMPDIR,
  CONSOLE_URL: url,
})

test.each([
  ['0 with the result on stdout', ['services', '--json'], 0, /"services":/, /^$/],
  ['1 with the error on stderr', ['0'.repeat(32)], 1, /^$/, /^traces: No trace .*\n$/],
  ['2 with the usage on stderr', ['--servise', 'x'], 2, /^$/, /unknown option '--servise'/],
])('traces exits with %s', async (_title, args, code, out, err) => {
  await using console_ = await startFixtureConsole([timelineTrace])
  const { promise, resolve } = Promise.withResolvers<[string, string]>()
  const child = execFile(
    node,
    [...main, ...args],
    { env: env(console_.url) },
    (_, stdout, stderr) => resolve([stdout, stderr]),
  )
  const [stdout, stderr] = await promise
  expect(stdout).toMatch(out)
  expect(stderr).toMatch(err)
  expect(child.exitCode).toBe(code)
})

test('traces exits without an error when the reader of its pipe ends first', async () => {
  await using console_ = await startFixtureConsole([timelineTrace, failedTrace])
  const child = spawn(node, [...main, 'tail'], { env: env(console_.url) })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(stderr).toBe('')
})

test('traces tail prints the newest traces and each new one, with the filters of the list', async () => {
  await using console_ = await startFixtureConsole([timelineTrace])
  const child = spawn(node, [...main, 'tail', '--json', '--service', 'home-activities'], {
    env: env(console_.url),
  })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  const ids = () => lines.map((line) => JSON.parse(line).traceId)

  await expect.poll(ids).toEqual([timelineTrace.traceId])
  console_.traces.unshift(failedTrace)
  await expect.poll(ids).toEqual([timelineTrace.traceId, failedTrace.traceId])
  expect(console_.requests.every((request) => request.includes('service=home-activities'))).toBe(
    true,
  )
  child.kill()
  await once(child, 'exit')
})
