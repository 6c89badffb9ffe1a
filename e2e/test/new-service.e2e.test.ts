import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startService } from '../../packages/fastify-service/src/testing/index.ts'
import { copyContext } from '../verify-deploy/copy-context.ts'
import { repository } from './support/run-script.ts'

const run = promisify(execFile)
const programs = join(repository, 'node_modules/.bin')

describe('new-service and remove-service', { timeout: 300_000 }, () => {
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
    await inCopy('git', 'init', '--quiet')
    await inCopy('git', 'add', '--all')
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@cruddur.example']
    await inCopy('git', ...identity, 'commit', '--quiet', '--message', 'copy')
  }, 300_000)

  afterAll(() => rm(copy, { recursive: true, force: true }), 60_000)

  test.each([
    [['Orders'], 'the name must be in kebab case'],
    [['user-activities'], 'the name user-activities is taken'],
    [['orders', '--port', '4001'], '--port must be an integer between'],
    [['orders', '--calls', 'payments'], '--calls must be one of user-activities, home-activities'],
    [['orders', '--color', 'red'], "Unknown option '--color'"],
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

  test('creates a service that passes its checks and tests, and removes it without a difference', async () => {
    await newService('orders', '--calls', 'home-activities')
    await expect(newService('payments')).rejects.toMatchObject({
      stderr: expect.stringContaining('the working tree has changes'),
    })
    await inCopy('pnpm', '--filter', '@cruddur/orders', 'check-types')
    await inCopy('biome', 'ci', 'apps/orders', 'services.json')
    await inCopy('node', 'scripts/generate-clients.ts', '--check')
    await inCopy('vitest', 'run', 'apps/orders/')
    await expectTraceThroughThree()
    await inCopy('node', 'scripts/remove-service.ts', 'orders', '--force')
    expect(await status()).toBe('')
  })

  /** One request to the new service is logged by all three with one trace ID. */
  async function expectTraceThroughThree(): Promise<void> {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    // Spans are on, so that requests have trace IDs; nothing listens there.
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }
    const start = (name: string, own: Record<string, string>) =>
      startService(join(copy, 'apps', name), { ...env, ...own })
    const user = await start('user-activities', { USER_ACTIVITIES_DATA_DIR: join(copy, '.data') })
    const home = await start('home-activities', { USER_ACTIVITIES_URL: user.url })
    const orders = await start('orders', { HOME_ACTIVITIES_URL: home.url })
    const response = await fetch(`${orders.url}/api/orders`, {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ count: 20 })
    for (const service of [orders, home, user]) {
      service.kill('SIGTERM')
      expect((await service.ended).stdout).toContain(`"trace_id":"${traceId}"`)
    }
  }
})
