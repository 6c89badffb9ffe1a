import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startFixtureConsole } from '../faces/fixture-console.ts'
import { failedTrace, timelineTrace } from '../faces/sample-traces.ts'

const MAIN = fileURLToPath(import.meta.resolve('../../src/cli/main.ts'))

test('traces tail prints the last traces and then each new one, with the filters of the list', async () => {
  await using console_ = await startFixtureConsole([timelineTrace])
  const child = spawn(
    process.execPath,
    ['--conditions=cruddur-source', MAIN, 'tail', '--json', '--service', 'home-activities'],
    { env: { PATH: process.env.PATH, CONSOLE_URL: console_.url } },
  )
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  const ids = () => lines.map((line) => JSON.parse(line).traceId)

  await expect.poll(ids, { timeout: 20_000 }).toEqual([timelineTrace.traceId])
  console_.traces.unshift(failedTrace)
  await expect.poll(ids, { timeout: 20_000 }).toEqual([timelineTrace.traceId, failedTrace.traceId])
  expect(console_.requests.every((request) => request.includes('service=home-activities'))).toBe(
    true,
  )
  child.kill()
  await once(child, 'exit')
}, 60_000)
