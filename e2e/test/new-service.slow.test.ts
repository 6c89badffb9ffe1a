import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyContext } from '../verify-deploy/copy-context.ts'
import { type DevStack, devStack } from './support/dev-stack.ts'
import { ready } from './support/ready.ts'
import { repository } from './support/run-script.ts'

const run = promisify(execFile)
const programs = join(repository, 'node_modules/.bin')

describe('new-service and remove-service', { timeout: 900_000 }, () => {
  let copy: string

  const inCopy = async (program: string, ...args: string[]) => {
    const env = { ...process.env, PATH: `${programs}:${process.env.PATH}`, CI: '1' }
    const { stdout } = await run(program, args, { cwd: copy, env, maxBuffer: 64 * 1_048_576 })
    return stdout
  }
  const newService = (...args: string[]) => inCopy('node', 'scripts/new-service.ts', ...args)
  const status = () => inCopy('git', 'status', '--porcelain')

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'new-service-'))
    await copyContext(repository, copy)
    await inCopy('pnpm', 'install', '--frozen-lockfile', '--prefer-offline')
    await inCopy('pnpm', '--dir', 'deploy', 'install', '--frozen-lockfile', '--prefer-offline')
    await inCopy('git', 'init', '--quiet')
    await inCopy('git', 'add', '--all')
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@cruddur.example']
    await inCopy('git', ...identity, 'commit', '--quiet', '--message', 'copy')
  }, 300_000)

  afterAll(() => rm(copy, { recursive: true, force: true }), 60_000)

  test.each([
    [['Orders'], 'the name must be in kebab case'],
    [['o'.repeat(41)], 'the name must have at most 40 characters (got 41)'],
    [['user-activities'], 'the name user-activities is taken'],
    [['telemetry'], 'the name telemetry is taken'],
    [['faults'], 'the name faults is taken'],
    [['people'], 'the name people is taken by the route /api/people of user-activities'],
    [['orders', '--port', '4001'], '--port must be an integer between'],
    [['orders', '--calls', 'payments'], '--calls must be one of user-activities, home-activities'],
    [
      ['orders', '--calls', 'user-activities', '--calls', 'home-activities'],
      '--calls takes one service',
    ],
    [['orders', '--color', 'red'], "Unknown option '--color'\nusage"],
    [['orders', '--storage', 'mysql'], '--storage must be postgres or none'],
  ])('rejects %j', async (args, message) => {
    await expect(newService(...args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`new-service: ${message}`),
    })
    expect(await status()).toBe('')
  })

  test('--dry-run writes nothing', async () => {
    expect(await newService('orders', '--dry-run')).toContain('apps/orders/src/app.ts')
    expect(await status()).toBe('')
  })

  const create = async (...options: string[]) => {
    await newService('orders', '--calls', 'home-activities', ...options)
    await expect(newService('payments')).rejects.toMatchObject({
      stderr: expect.stringContaining('the working tree has changes'),
    })
    await inCopy('pnpm', 'check')
    await inCopy('pnpm', 'exec', 'vitest', 'run', 'apps/orders/', 'e2e/test/deploy/compose.test.ts')
  }
  const removeWithoutDifference = async () => {
    await inCopy('node', 'scripts/remove-service.ts', 'orders', '--force')
    expect(await status()).toBe('')
  }

  test('a service without storage is created, checked, tested, and removed without a difference', async () => {
    await create()
    await removeWithoutDifference()
  })

  test('a service with a database is also traced, verified and rendered', async () => {
    await create('--storage', 'postgres')
    await expectTraceThroughThree()
    await expectVerdict()
    await inCopy('pnpm', '--dir', 'deploy', 'test')
    await removeWithoutDifference()
  })

  /** One request to the new service in `pnpm dev`: all three services, all signals, one trace ID. */
  async function expectTraceThroughThree(): Promise<void> {
    const { services } = JSON.parse(await readFile(join(copy, 'services.json'), 'utf8'))
    const stack = await devStack(copy, services)
    const dev = stack.start()
    try {
      await ready(dev)
      const traceId = '0af7651916cd43dd8448eb211c80319c'
      const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
      const orders = stack.urlOf('orders')
      const response = await fetch(`${orders}/api/orders`, { headers })
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ count: 21 })
      expect((await fetch(`${orders}/faults/error`, { headers })).status).toBe(500)
      const names = ['home-activities', 'orders', 'user-activities']
      await expect
        .poll(() => signalsOf(stack, traceId))
        .toEqual({ spans: names, segments: names, logs: names, errors: ['orders'] })
      await expect.poll(() => metricsOf(stack)).toEqual(names)
    } finally {
      dev.interrupt()
      await dev.ended
      await stack.remove()
    }
  }

  type Rows = readonly { readonly service: string; readonly name?: string }[]
  const servicesOf = (rows: Rows = []) => [...new Set(rows.map(({ service }) => service))].sort()

  async function signalsOf({ console: url }: DevStack, traceId: string) {
    const response = await fetch(`${url}/api/v1/traces/${traceId}`)
    const trace = (response.ok ? await response.json() : {}) as Record<string, Rows>
    const signals = ['spans', 'segments', 'logs', 'errors']
    return Object.fromEntries(signals.map((signal) => [signal, servicesOf(trace[signal])]))
  }

  /** The services whose request durations have arrived. */
  async function metricsOf({ console: url }: DevStack): Promise<string[]> {
    const response = await fetch(`${url}/api/v1/metrics`)
    const { metrics = [] } = (await response.json()) as { metrics?: Rows }
    return servicesOf(metrics.filter(({ name }) => name === 'http.server.request.duration'))
  }

  async function expectVerdict(): Promise<void> {
    const main = ['--conditions=cruddur-source', 'e2e/verify-deploy/main.ts']
    const report = JSON.parse(
      await inCopy('node', ...main, 'orders', '--against', 'HEAD', '--json'),
    )
    expect(report).toMatchObject({
      verdict: 'deploy',
      notes: [expect.stringContaining('not deployed yet')],
    })
  }
})
