import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { differences, digestTree } from '../../verify-deploy/digest-tree.ts'
import { inspectTree } from '../../verify-deploy/inspect-tree.ts'

const repository = '/home/user/cruddur'
let tree: string
beforeEach(async () => {
  tree = await mkdtemp(join(tmpdir(), 'inspect-tree-'))
  await write('dist/server.js', 'serve()')
  await write('node_modules/.pnpm/pg@8.0.0/node_modules/pg/index.js', 'x'.repeat(1_000))
})
afterEach(() => rm(tree, { recursive: true, force: true }))

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(tree, path)), { recursive: true })
  await writeFile(join(tree, path), content)
}
const problems = async (app = 'home-activities') =>
  [...(await inspectTree(tree, { app, repository })).problems].sort()

describe('a deployed tree', () => {
  test('has its size by package, the largest first', async () => {
    await write('node_modules/.pnpm/a@1/node_modules/@scope/a/lib/a.js', 'x'.repeat(2_000))
    expect(await inspectTree(tree, { app: 'home-activities', repository })).toEqual({
      bytes: 3_007,
      largest: [
        { name: '@scope/a', bytes: 2_000 },
        { name: 'pg', bytes: 1_000 },
        { name: 'the app itself', bytes: 7 },
      ],
      problems: [],
    })
  })

  test('may link within itself, and not out of itself or to nothing', async () => {
    await symlink('.pnpm/pg@8.0.0/node_modules/pg', join(tree, 'node_modules/pg'))
    expect(await problems()).toEqual([])
    await symlink(tmpdir(), join(tree, 'node_modules/telemetry'))
    await symlink('gone', join(tree, 'node_modules/gone'))
    expect(await problems()).toEqual([
      'node_modules/gone leads out of the tree',
      'node_modules/telemetry leads out of the tree',
    ])
  })

  test.each([
    ['@cruddur/user-activities', 'the other service'],
    ['@cruddur/console', 'the console'],
    ['chdb', 'the engine of the console'],
    ['@electric-sql/pglite', 'the embedded database'],
    ['aws-sdk', 'AWS SDK v2'],
    ['vitest', 'a dependency of development'],
  ])('does not hold %s, %s', async (name) => {
    await write(`node_modules/.pnpm/x@1/node_modules/${name}/index.js`, '')
    expect(await problems()).toEqual([`${name} is in the tree`])
  })

  test('contains the engine in the image of the console', async () => {
    await write('node_modules/.pnpm/x@1/node_modules/chdb/index.js', '')
    expect(await problems('console')).toEqual([])
  })

  test('holds no source of ours, and does not name the folder it was built from', async () => {
    await write('src/server.ts', '')
    await write('dist/server.d.ts', '')
    await write('dist/server.js.map', `{"sources":["${repository}/src/server.ts"]}`)
    expect(await problems()).toEqual([
      "dist/server.js.map names the repository's folder",
      'src/server.ts is a source',
    ])
  })
})

test('two trees differ by content, mode, links, and missing files', async () => {
  await symlink('dist', join(tree, 'current'))
  const before = await digestTree(tree)
  expect(differences(before, await digestTree(tree))).toEqual([])
  await write('dist/server.js', 'serve(1)')
  await write('new.txt', '')
  await rm(join(tree, 'current'))
  await symlink('node_modules', join(tree, 'current'))
  expect(differences(before, await digestTree(tree))).toEqual([
    'current',
    'dist/server.js',
    'new.txt',
  ])
})
