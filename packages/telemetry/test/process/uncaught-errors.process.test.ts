import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startRollbarReceiver } from '../signals/error-reports/rollbar-receiver.ts'

const program = fileURLToPath(new URL('../fixtures/fatal-error.ts', import.meta.url))

async function run(endpoint: string, what: string) {
  const child = spawn(process.execPath, ['--conditions=cruddur-source', program, endpoint, what])
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  const [code] = await once(child, 'close')
  return { code, lines: output.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : [])) }
}

test.each([
  ['exception', 'uncaughtException', 'Error: never caught'],
  ['rejection', 'unhandledRejection', 'Error: never awaited'],
])(
  'an uncaught %s is reported, logged and flushed, then the process exits with 1',
  async (what, origin, message) => {
    const rollbar = await startRollbarReceiver()
    const { code, lines } = await run(rollbar.endpoint, what)

    expect(code).toBe(1)
    expect(lines).toEqual([{ origin, message, uuid: expect.any(String) }])
    expect(rollbar.items.map(({ data }) => [data.level, data.uuid])).toEqual([
      ['critical', lines[0].uuid],
    ])
  },
)

test('a second fatal error during shutdown is reported too', async () => {
  const rollbar = await startRollbarReceiver()
  const { code, lines } = await run(rollbar.endpoint, 'both')

  expect(code).toBe(1)
  expect(lines).toHaveLength(2)
  expect(new Set(rollbar.items.map(({ data }) => data.uuid))).toEqual(
    new Set(lines.map(({ uuid }) => uuid)),
  )
})

test('an unresponsive Rollbar does not delay a fatal exit beyond the deadline', async () => {
  const rollbar = await startRollbarReceiver(() => undefined)
  const start = performance.now()
  const { code } = await run(rollbar.endpoint, 'exception')

  expect(code).toBe(1)
  // A deadline of 1.5 s plus the start of a process on a busy machine; rollbar's wait() has no timeout.
  expect(performance.now() - start).toBeLessThan(9000)
})

test('an unresponsive Rollbar does not keep an idle process alive', async () => {
  const rollbar = await startRollbarReceiver(() => undefined)
  const start = performance.now()
  const { code } = await run(rollbar.endpoint, 'none')

  expect(code).toBe(0)
  expect(performance.now() - start).toBeLessThan(9000)
})
