import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commitOf, VersionError } from '../../compatibility/tree.ts'

const run = promisify(execFile)
const author = ['-c', 'user.name=Test', '-c', 'user.email=test@cruddur.example']

let folder: string
/** Commits in order: without services.json, with it, version 0.2.0. */
const commits: string[] = []

const git = async (...args: string[]) =>
  (await run('git', [...author, ...args], { cwd: folder })).stdout.trim()

async function commit(files: Record<string, object>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(folder, file, '..'), { recursive: true })
    await writeFile(join(folder, file), JSON.stringify(content))
  }
  await git('add', '--all')
  await git('commit', '--quiet', '--message', Object.keys(files).join(' '))
  commits.push(await git('rev-parse', 'HEAD'))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'versions-'))
  await git('init', '--quiet', '--initial-branch', 'trunk')
  const manifest = 'apps/orders/package.json'
  await commit({ [manifest]: { version: '0.1.0' } })
  await commit({ 'services.json': { services: [] } })
  await commit({ [manifest]: { version: '0.2.0' } })
  await git('tag', '@cruddur/orders@0.1.5', commits[1] ?? '')
  await git('tag', 'released', commits[1] ?? '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each([
  ['a branch', () => 'trunk', 2],
  ['a tag', () => 'released', 1],
  ['an abbreviated commit', () => commits[0]?.slice(0, 10) ?? '', 0],
  ['the tag of an image', () => `0.1.0-${commits[1]?.slice(0, 12)}`, 1],
  ['a tag of the service', () => '0.1.5', 1],
  ['a version in the manifest', () => '0.2.0', 2],
  ['a version that is older than services.json', () => '0.1.0', 1],
])('%s is a version', async (_, version, index) => {
  expect(await commitOf(version(), 'orders', folder)).toBe(commits[index])
})

test.each(['9.9.9', 'nothing', '--all', 'HEAD~9', ''])(
  '"%s" is rejected in one line',
  async (version) => {
    const error = await commitOf(version, 'orders', folder).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(VersionError)
    expect((error as Error).message).toMatch(/^version .* of orders does not exist: use .*$/)
  },
)
