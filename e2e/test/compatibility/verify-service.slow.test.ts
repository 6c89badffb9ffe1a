import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../compatibility/verdict.ts'
import { copyContext } from '../../verify-deploy/copy-context.ts'
import { repository } from '../support/run-script.ts'

const run = promisify(execFile)
const programs = join(repository, 'node_modules/.bin')

// Two trees of this repository, really started: `deployed` stays as it is, `copy` is changed.
describe('verify-deploy --against', { timeout: 300_000 }, () => {
  let folder: string
  let copy: string
  let deployed: string

  const inCopy = async (program: string, ...args: string[]) => {
    const env = { ...process.env, PATH: `${programs}:${process.env.PATH}`, CI: '1' }
    return run(program, args, { cwd: copy, env, maxBuffer: 64 * 1_048_576 })
  }
  const install = (...args: string[]) =>
    inCopy('pnpm', 'install', '--frozen-lockfile', '--prefer-offline', ...args)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verify-service-'))
    copy = join(folder, 'copy')
    deployed = join(folder, 'deployed')
    await copyContext(repository, copy)
    await inCopy('git', 'init', '--quiet')
    await inCopy('git', 'add', '--all')
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@cruddur.example']
    await inCopy('git', ...identity, 'commit', '--quiet', '--message', 'first')
    await inCopy('git', 'worktree', 'add', '--quiet', deployed, 'HEAD')
    await Promise.all([install(), install('--dir', deployed, '--ignore-scripts')])
  }, 300_000)
  afterAll(() => rm(folder, { recursive: true, force: true }), 60_000)
  afterEach(async () => {
    await inCopy('git', 'checkout', '--quiet', '.')
    await inCopy('git', 'clean', '--quiet', '--force', '-d', 'apps')
  })

  const edit = async (file: string, before: string, after: string) => {
    const path = join(copy, file)
    const text = await readFile(path, 'utf8')
    expect(text).toContain(before)
    await writeFile(path, text.replaceAll(before, after))
  }
  const migrate = (sql: string) =>
    writeFile(join(copy, 'apps/user-activities/migrations/0003-change.sql'), sql)

  async function verify(service: string, ...options: string[]) {
    const program = ['--conditions=cruddur-source', 'e2e/verify-deploy/main.ts']
    const args = [...program, service, '--against', deployed, ...options]
    const { code, stdout, stderr } = await inCopy('node', ...args).then(
      (output) => ({ code: 0, ...output }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    // Without a report, the reason is on stderr.
    expect(stdout, stderr).not.toBe('')
    return { code, stdout, stderr }
  }
  async function report(service: string): Promise<Report & { code: number; reasons: string[] }> {
    const { code, stdout } = await verify(service, '--json')
    const parsed: Report = JSON.parse(stdout)
    const unsafe = parsed.findings.filter(({ effect }) => effect !== 'none')
    return { ...parsed, code, reasons: unsafe.map(({ area, rule }) => `${area} ${rule}`) }
  }

  /** A nullable column that user-activities returns with each activity. */
  async function addLanguage() {
    await migrate('-- compatible from: 1\nalter table activities add column language text;\n')
    await edit(
      'apps/user-activities/src/activities/activity-sql.ts',
      'a.message,',
      "a.message, coalesce(a.language, 'en') as language,",
    )
    await edit(
      'apps/user-activities/src/routes/activities/schemas.ts',
      '  expires_at: time,',
      '  expires_at: time,\n  language: Type.String(),',
    )
  }

  test('deploy: a column and a response property are added', async () => {
    await addLanguage()
    const { code, stdout, stderr } = await verify('user-activities')
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('deploy')
    expect(code).toBe(0)
    for (const line of `${stdout}${stderr}`.split('\n')) expect(line.length).toBeLessThan(101)
    expect(stderr).toContain('migrating the database while it serves')
  })

  test('order: home-activities needs a property that the deployed user-activities does not return', async () => {
    await addLanguage()
    const needed = '  expires_at: Type.String(),'
    await edit(
      'apps/home-activities/src/clients/accept-activities.ts',
      needed,
      `${needed}\n  language: Type.String(),`,
    )
    const { verdict, first, code, reasons } = await report('home-activities')
    expect({ verdict, first, code }).toEqual({
      verdict: 'order',
      first: ['user-activities'],
      code: 3,
    })
    expect(reasons).toEqual(['run pair-fails', 'run pair-fails'])
  })

  test('stop: a column that the deployed version uses is dropped', async () => {
    await migrate('-- compatible from: 1\nalter table activities drop column reposts_count;\n')
    await edit(
      'apps/user-activities/src/activities/activity-sql.ts',
      'a.reposts_count',
      '0 as reposts_count',
    )
    const { verdict, code, reasons } = await report('user-activities')
    expect({ verdict, code }).toEqual({ verdict: 'stop', code: 1 })
    expect(reasons).toContain('database column-removed')
    expect(reasons).toContain('run old-fails')
  })

  test('stop: the new version does not start without a new variable', async () => {
    await edit(
      'apps/home-activities/src/server.ts',
      'async check({ faults }) {',
      "async check({ faults }) {\n    if (!process.env.HOME_REGION) throw new StartError('HOME_REGION must be set')",
    )
    const { stdout, code } = await verify('home-activities')
    expect(stdout).toContain('HOME_REGION must be set')
    expect(code).toBe(1)
  })
})
