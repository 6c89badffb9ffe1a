import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listening, outcome, spawnConsole } from './support/console-process.ts'
import { ownConsoles } from './support/own-consoles.ts'

const consoles = ownConsoles()

function start(environment: Record<string, string> = {}, ...args: string[]) {
  return consoles.own(spawnConsole(join(consoles.folder, 'data'), environment, ...args))
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s flushes, closes and ends with 0', async (signal) => {
  const child = start()
  const { otlpUrl } = await listening(child)
  const span = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), name: 'last' }
  const sent = fetch(`${otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  })
  expect((await sent).status).toBe(200)
  child.kill(signal)
  expect(await outcome(child)).toEqual({ code: 0, stderr: '' })
  await expect(fetch(otlpUrl)).rejects.toThrow()
})

test.each(['CONSOLE_PORT', 'CONSOLE_OTLP_PORT', 'CONSOLE_XRAY_PORT'])(
  'a port in use is one line that names it and %s',
  async (variable) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    try {
      expect(await outcome(start({ [variable]: String(port) }, '--check'))).toEqual({
        code: 1,
        stderr: `console: port ${port} of 127.0.0.1 is in use: stop the process that listens there, or set ${variable} to a free port\n`,
      })
    } finally {
      taken.close()
    }
  },
)

test('reports a read-only folder in one line', async () => {
  await writeFile(join(consoles.folder, 'file'), '')
  const dataFolder = join(consoles.folder, 'file', 'data')
  const { code, stderr } = await outcome(start({ CONSOLE_DATA_DIR: dataFolder }, '--check'))
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^console: the data folder .* (cannot be written|is not writable) \(\w+\): .*CONSOLE_DATA_DIR.*\n$/,
  )
})

test('reports all invalid variables, one line each', async () => {
  const { code, stderr } = await outcome(
    start({ CONSOLE_PORT: 'many', CONSOLE_RETENTION_DAYS: '0' }, '--check'),
  )
  expect(code).toBe(1)
  expect(stderr).toBe(
    'console: CONSOLE_PORT must be an integer between 0 and 65535 (got "many")\n' +
      'console: CONSOLE_RETENTION_DAYS must be an integer between 1 and 3650 (got "0")\n',
  )
})

test('reports the process that has locked the folder in one line', async () => {
  const owner = start()
  await listening(owner)
  const { code, stderr } = await outcome(start())
  expect(code).toBe(1)
  expect(stderr).toContain('set CONSOLE_DATA_DIR to another folder')
})

test('reports an unreachable server in one line without its password', async () => {
  const { code, stderr } = await outcome(
    start({
      CONSOLE_CLICKHOUSE_URL: 'http://127.0.0.1:9',
      CONSOLE_CLICKHOUSE_PASSWORD: 'very-secret',
    }),
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^console: ClickHouse at http:\/\/127\.0\.0\.1:9 cannot be used \(ECONNREFUSED\).*\n$/,
  )
})

test('--check succeeds without starting anything', async () => {
  expect(await outcome(start({}, '--check'))).toEqual({ code: 0, stderr: '' })
})

test('--help prints the usage, and an unknown argument is rejected', async () => {
  expect(await outcome(start({}, '--help'))).toEqual({ code: 0, stderr: '' })
  const { code, stderr } = await outcome(start({}, '--port'))
  expect(code).toBe(2)
  expect(stderr).toMatch(/^console: unknown argument --port\n\nUsage: console \[--check\]\n/)
})

test('migrate requires a server, and rejects other options', async () => {
  expect(await outcome(start({}, 'migrate'))).toEqual({
    code: 1,
    stderr:
      'console: console migrate requires CONSOLE_CLICKHOUSE_URL; the embedded store is migrated at start\n',
  })
  const { code, stderr } = await outcome(start({}, 'migrate', '--clusters'))
  expect(code).toBe(1)
  expect(stderr).toContain("Unknown option '--clusters'")
  expect(stderr).toContain('Usage: console migrate [--print] [--cluster <name>]')
})
