import { mkdir, mkdtemp, realpath, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppImage } from '../../verify-deploy/build-app-image.ts'
import { hideFolder } from '../../verify-deploy/hide-folder.ts'
import type { StartSmokeTest } from '../../verify-deploy/smoke-test.ts'
import { verifyImage } from '../../verify-deploy/verify-image.ts'

const account = { accepted: 1, sent: 1 }
const ledger = {
  ...{ spans: account, segments: account, logs: account },
  ...{ errorReports: account, metrics: account },
}

/** A minimal service for the verifier; `statement` runs once at its start. */
const server = (statement = '', exitCode = 0, last: object = ledger) => `
import fs from 'node:fs'
import http from 'node:http'
import { spawnSync } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { fileURLToPath } from 'node:url'
try { ${statement} } catch {}
http.createServer((request, response) => response.end()).listen(process.env.PORT, '127.0.0.1')
process.on('SIGTERM', () => {
  process.stdout.write(${JSON.stringify(`${JSON.stringify({ ledger: last })}\n`)})
  process.exit(${exitCode})
})
`

let folder: string
let image: AppImage
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'verify-image-')))
  const tree = join(folder, 'image/app')
  await mkdir(tree, { recursive: true })
  await mkdir(join(folder, 'repository'))
  await writeFile(join(folder, 'repository/package.json'), '{}')
  const check =
    "fetch('http://127.0.0.1:' + process.env.PORT).then((r) => process.exit(r.ok ? 0 : 1))"
  image = {
    ...{ root: join(folder, 'image'), workFolder: '/app', tree, node: process.execPath },
    env: {},
    labels: { 'org.opencontainers.image.version': '1.2.3' },
    command: ['server.mjs'],
    healthCheck: ['/nodejs/bin/node', '-e', check],
    prefix: [],
  }
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function verify(source: string, found: readonly string[] = []) {
  await writeFile(join(image.tree, 'server.mjs'), source)
  const work = await mkdtemp(join(folder, 'work-'))
  const startSmokeTest: StartSmokeTest = async (_image, _folder, port) => ({
    env: { PORT: String(port) },
    call: async () => [...found],
    close: async () => undefined,
  })
  return verifyImage(image, {
    ...{ app: 'home-activities', work, startSmokeTest },
    repository: join(folder, 'repository'),
  })
}

describe('an image is verified', () => {
  test('and has no problem when it keeps to itself', async () => {
    const reading = `fs.readFileSync(fileURLToPath(import.meta.url))`
    const report = await verify(server(reading))
    expect(report).toMatchObject({ version: '1.2.3', problems: [], ledger })
    expect(report.startMillis).toBeGreaterThan(0)
    expect(report.residentBytes).toBeGreaterThan(1_000_000)
  })

  test.each([
    ['reads', 'fs.readFileSync(FILE)', 'FileSystemRead'],
    ['looks for', 'fs.existsSync(FILE)', 'FileSystemRead'],
    ['writes', `fs.writeFileSync(FILE, '')`, 'FileSystemWrite'],
  ])(
    'and fails when it %s a file outside its tree, whether it handles the error or not',
    async (_what, statement, permission) => {
      const file = join(folder, 'repository/package.json')
      const { problems } = await verify(server(statement.replace('FILE', JSON.stringify(file))))
      expect(problems).toEqual([`outside the tree: ${permission} ${file}`])
    },
  )

  test('and fails when it reads a folder next to its tree with the same prefix', async () => {
    const neighbor = `${image.tree}-of-another`
    await mkdir(neighbor)
    const { problems } = await verify(server(`fs.readdirSync(${JSON.stringify(neighbor)})`))
    expect(problems).toEqual([`outside the tree: FileSystemRead ${neighbor}`])
  })

  test('and has a repository that is empty, in its threads too', async ({ skip }) => {
    const repository = join(folder, 'repository')
    const inThread = `require('worker_threads').parentPort.postMessage(require('fs').readdirSync('${repository}'))`
    // The main thread reports it with a path that contains the result of the thread.
    const source = server(`
      const thread = new Worker(${JSON.stringify(inThread)}, { eval: true, execArgv: [] })
      const seen = await new Promise((resolve) => thread.on('message', resolve))
      if (seen.length > 0) fs.existsSync('/seen/' + seen)`)
    const { problems } = await verify(source)
    expect(problems).toEqual(['outside the tree: FileSystemRead /seen/package.json'])
    const prefix = await hideFolder(repository)
    skip(prefix.length === 0, 'this machine gives no mounts')
    image = { ...image, prefix }
    expect((await verify(source)).problems).toEqual([])
  })

  test('and fails when it starts another program', async () => {
    const { problems } = await verify(server(`spawnSync('git', ['status'])`))
    expect(problems).toEqual([expect.stringMatching(/^outside the tree: ChildProcess/)])
  })

  test('and fails when it does not exit with 0 or does not deliver telemetry', async () => {
    const lossy = { ...ledger, logs: { accepted: 2, sent: 1 } }
    const { problems } = await verify(server('', 3, lossy))
    expect(problems).toEqual(['SIGTERM ended it with 3', 'logs: 2 accepted, 1 sent'])
  })

  test('and fails with the problems of the calls', async () => {
    expect((await verify(server(), ['did not arrive: spans'])).problems).toEqual([
      'did not arrive: spans',
    ])
  })

  test('and fails when its health check does', async () => {
    image = { ...image, healthCheck: ['node', '-e', 'process.exit(1)'] }
    expect((await verify(server())).problems).toEqual([expect.stringContaining('Command failed')])
  })

  test('and fails with more than 90 MB', async () => {
    const large = join(image.tree, 'large.bin')
    await writeFile(large, '')
    await truncate(large, 90_000_000)
    const { problems } = await verify(server())
    expect(problems).toEqual([
      expect.stringMatching(/^the tree has 90\d{6} bytes, allowed are 90000000$/),
    ])
  })

  test('an app that never gets ready is an error with its output', async () => {
    await expect(
      verify(`process.stderr.write('no DATABASE_URL'); process.exit(1)`),
    ).rejects.toThrow(/^the app is not ready:.*no DATABASE_URL/s)
  })
})
