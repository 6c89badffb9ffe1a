import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { copyContext } from '../../verify-deploy/copy-context.ts'

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '')
const turbo = join(repository, 'node_modules/.bin/turbo')
const services = ['home-activities', 'user-activities']
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', CI: '1' }

let copy: string
let hashes: Record<string, string>
const trees = new Map<string, string>()
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'independence-'))
  await copyContext(repository, copy)
  hashes = await buildHashes()
  for (const service of services) trees.set(service, await prunedTree(service))
}, 120_000)
afterAll(() => rm(copy, { recursive: true, force: true }))

/** Changes a file until the end of the test. */
async function change(path: string): Promise<void> {
  const file = join(copy, path)
  const text = await readFile(file, 'utf8')
  await writeFile(file, `${text}\n// changed\n`)
  onTestFinished(() => writeFile(file, text))
}

/** The hash under which turbo keeps the build of each package. */
async function buildHashes(): Promise<Record<string, string>> {
  const { stdout } = await run(turbo, ['run', 'build', '--dry=json'], {
    cwd: copy,
    env,
    maxBuffer: 64 * 1_048_576,
  })
  const { tasks }: { tasks: { package: string; hash: string }[] } = JSON.parse(stdout)
  return Object.fromEntries(tasks.map(({ package: name, hash }) => [name, hash]))
}

/** One digest over all that goes into the image of an app. */
async function prunedTree(app: string): Promise<string> {
  const out = join(copy, 'out')
  await rm(out, { recursive: true, force: true })
  await run(turbo, ['prune', `@cruddur/${app}`, '--docker'], { cwd: copy, env })
  const digest = createHash('sha256')
  const entries = await readdir(out, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  for (const file of files.sort()) digest.update(file).update(await readFile(file))
  await rm(out, { recursive: true })
  return digest.digest('hex')
}

describe.each([
  ['home-activities', 'user-activities'],
  ['user-activities', 'home-activities'],
])('a change in %s', (changed, other) => {
  test('changes its own build and image, and neither of the other service', async () => {
    await change(join('apps', changed, 'src/server.ts'))
    const after = await buildHashes()
    expect(after[`@cruddur/${changed}`]).not.toBe(hashes[`@cruddur/${changed}`])
    expect(after[`@cruddur/${other}`]).toBe(hashes[`@cruddur/${other}`])
    expect(hashes[`@cruddur/${other}`]).toBeTypeOf('string')
    expect(await prunedTree(changed)).not.toBe(trees.get(changed))
    expect(await prunedTree(other)).toBe(trees.get(other))
  })
})

test('a change in the telemetry package changes the builds of both services', async () => {
  await change('packages/telemetry/src/index.ts')
  const after = await buildHashes()
  for (const service of services)
    expect(after[`@cruddur/${service}`]).not.toBe(hashes[`@cruddur/${service}`])
})
