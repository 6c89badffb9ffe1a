import { spawn } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CloudWatchService, startCloudWatchService } from './cloudwatch-service.ts'

const program = new URL('./fixtures/end-of-process.ts', import.meta.url).pathname
let cloudWatch: CloudWatchService

beforeEach(async () => {
  cloudWatch = await startCloudWatchService()
})

afterEach(() => cloudWatch.close())

async function run(ending: string): Promise<{ code: number | null; texts: string[] }> {
  const child = spawn(
    process.execPath,
    ['--conditions=cruddur-source', program, cloudWatch.url, ending],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, texts: textsOf(stdout.split('\n').slice(0, -1)) }
}

const textsOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).msg)

test('a shutdown sends the last lines, and the process exits', async () => {
  expect(await run('ends')).toEqual({ code: 0, texts: ['first', 'last'] })
  expect(textsOf(cloudWatch.messages())).toEqual(['first', 'last'])
})

test('neither the worker nor a hanging service keeps the process alive', async () => {
  await cloudWatch.fail('hangs after accept')
  const start = performance.now()
  expect(await run('ends')).toEqual({ code: 0, texts: ['first', 'last'] })
  expect(performance.now() - start).toBeLessThan(20_000)
}, 30_000)

test.each([
  ['exits', 3],
  ['throws', 1],
])('a process that %s has every line on stdout', async (ending, code) => {
  expect(await run(ending)).toEqual({ code, texts: ['first', 'last'] })
})
