import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { startRollbarReceiver } from '../signals/error-reports/rollbar-receiver.ts'
import { startOtlpReceiver } from '../support/otlp-receiver.ts'

const program = fileURLToPath(new URL('../../src/doctor/main.ts', import.meta.url))

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--conditions=cruddur-source', program, ...args], {
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...env },
  })
  const text = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text.stdout += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    text.stderr += chunk
  })
  const [code] = await once(child, 'close')
  return { code, ...text }
}

test('a service without backends lists how to enable each signal, without failures', async () => {
  const { code, stdout, stderr } = await run(['doctor'], { OTEL_SERVICE_NAME: 'home-activities' })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toContain('Telemetry of home-activities 0.0.0 (development)')
  expect(stdout.match(/^off/gm)).toHaveLength(5)
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('a rejected token is a failure, also as JSON, and is not shown', async () => {
  const rollbar = await startRollbarReceiver((response) => {
    response.writeHead(403).end('{"err":1,"message":"invalid access token"}')
  })
  const { code, stdout } = await run(['doctor', '--json'], {
    ROLLBAR_ACCESS_TOKEN: 'canary-token',
    ROLLBAR_ENDPOINT: rollbar.endpoint,
  })
  expect(code).toBe(1)
  expect(JSON.parse(stdout).results).toContainEqual({
    signal: 'errorReports',
    state: 'failed',
    destination: rollbar.endpoint,
    message: 'rejects the access token (HTTP 403)',
    advice: 'Set ROLLBAR_ACCESS_TOKEN to an enabled token with scope post_server_item.',
  })
  expect(stdout).not.toContain('canary-token')
})

test('waits for a slow backend and for one that never responds', async () => {
  const otlp = await startOtlpReceiver()
  await otlp.fail('slow')
  const slow = await run(['doctor'], { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url })
  expect(slow).toMatchObject({ code: 0, stdout: expect.stringContaining('accepts spans') })
  await otlp.fail('hangs after accept')
  const hanging = await run(['doctor', '--timeout', '300'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
  })
  expect(hanging).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('no response within 300 ms'),
  })
  await otlp.close()
})

test('lists all invalid variables with the allowed form', async () => {
  const wrong = { ROLLBAR_ENDPOINT: 'nowhere', TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: 'soon' }
  const { code, stderr } = await run(['doctor'], wrong)
  expect(code).toBe(2)
  expect(stderr).toContain(
    'ROLLBAR_ENDPOINT must be an http:// or https:// URL without credentials (got "nowhere")',
  )
  expect(stderr).toContain('TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS must be an integer')

  const json = await run(['doctor', '--json'], wrong)
  expect(json.code).toBe(2)
  expect(JSON.parse(json.stdout).problems).toHaveLength(2)
})

test.each([
  [['--help'], 0, 'stdout'],
  [[], 2, 'stderr'],
  [['nurse'], 2, 'stderr'],
  [['doctor', '--timeout', 'soon'], 2, 'stderr'],
  [['doctor', '--unknown'], 2, 'stderr'],
] as const)('%j prints the usage with exit code %i', async (args, exitCode, stream) => {
  const result = await run(args)
  expect(result.code).toBe(exitCode)
  expect(result[stream]).toContain('Usage: telemetry doctor')
})
