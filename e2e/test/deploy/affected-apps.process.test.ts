import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { services } from '../../../scripts/services.ts'
import { copyContext } from '../../verify-deploy/copy-context.ts'
import { repository } from '../support/run-script.ts'

const run = promisify(execFile)
const author = ['-c', 'user.name=Test', '-c', 'user.email=test@cruddur.example']
const script = 'deploy/release/affected-apps.ts'

let copy: string
const git = async (...args: string[]) =>
  (await run('git', [...author, ...args], { cwd: copy })).stdout.trim()

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'affected-apps-'))
  await copyContext(repository, copy)
  await git('init', '--quiet')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'first')
}, 60_000)
afterAll(() => rm(copy, { recursive: true, force: true }))

async function affected(base: string, ...paths: string[]): Promise<Record<string, unknown>> {
  const PATH = `${join(repository, 'node_modules/.bin')}:${process.env.PATH}`
  const { stdout } = await run(process.execPath, [script, base, ...paths], {
    cwd: copy,
    env: { ...process.env, PATH },
  })
  const outputs = stdout.trim().split('\n')
  return Object.fromEntries(
    outputs.map((line) => {
      const [name = '', value = ''] = line.split(/=(.*)/)
      const parsed = JSON.parse(value)
      return [name, Array.isArray(parsed) ? parsed.sort() : parsed]
    }),
  )
}

const [home, console_] = ['home-activities', 'console']
const names = services.map(({ name }) => name).sort()
const all = [console_, ...names].sort()

test.each([
  ['the source of one service', 'apps/home-activities/src/app.ts', [home]],
  ['the page of the console', 'apps/console/web/main.tsx', [console_]],
  ['the telemetry package', 'packages/telemetry/src/index.ts', names],
  ['the Dockerfile', 'Dockerfile', all],
  ['tests only', 'apps/home-activities/test/server.process.test.ts', []],
])('%s', async (_what, file, apps) => {
  const base = await git('rev-parse', 'HEAD')
  await appendFile(join(copy, file), '\n')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', file)
  expect(await affected(base)).toEqual({ apps, deploy: false })
})

test('deployment files affect no image, and given paths affect all', async () => {
  const base = await git('rev-parse', 'HEAD')
  await appendFile(join(copy, 'deploy/aws/settings.ts'), '\n')
  await git('commit', '--quiet', '--all', '--message', 'deploy')
  expect(await affected(base)).toEqual({ apps: [], deploy: true })
  expect(await affected(base, 'e2e/verify-deploy/', 'deploy/aws/')).toEqual({
    apps: all,
    deploy: true,
  })
})

test.each(['', '0'.repeat(40)])('without a commit to compare with: all', async (base) => {
  expect(await affected(base)).toEqual({ apps: all, deploy: true })
})
