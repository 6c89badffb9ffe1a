import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { installAdopter, packTelemetry } from './support/adopter.ts'
import { startBackends } from './support/backends.ts'

const run = promisify(execFile)
const awsCredentials = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
}
const installations = [
  {
    ...{ index: 0, node: '24', npm: '10', typescript: '6' },
    ...{ module: 'nodenext', moduleResolution: 'nodenext' },
  },
  {
    ...{ index: 1, node: '26', npm: '11', typescript: '7' },
    ...{ module: 'preserve', moduleResolution: 'bundler' },
  },
] as const
let packs: string
let adopters: Awaited<ReturnType<typeof installAdopter>>[] = []

beforeAll(async () => {
  packs = await mkdtemp(join(tmpdir(), 'packs-'))
  const tarball = await packTelemetry(packs)
  adopters = await Promise.all(installations.map((versions) => installAdopter(tarball, versions)))
}, 300_000)
afterAll(async () => {
  for (const folder of [packs, ...adopters.map(({ folder }) => folder)])
    await rm(folder, { recursive: true, force: true })
})

describe.each(installations)('npm $npm, Node $node, tsc $typescript', ({ index, ...versions }) => {
  let adopter: (typeof adopters)[number]
  beforeAll(() => {
    adopter = adopters[index] as typeof adopter
  })

  it('runs on the versions that it names', async () => {
    const { stdout } = await run(adopter.node, ['--version'])
    expect(stdout).toMatch(`v${versions.node}.`)
  })

  it('has one copy of the API and no AWS SDK v2', async () => {
    const files = await readdir(join(adopter.app, 'node_modules'), { recursive: true })
    const copies = files.filter((file) => file.endsWith('@opentelemetry/api/package.json'))
    expect(copies).toEqual(['@opentelemetry/api/package.json'])
    expect(files.filter((file) => /(^|\/)(aws-sdk|@grpc)$/.test(file))).toEqual([])
  })

  it('has types without errors', async () => {
    const { module, moduleResolution } = versions
    const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--types', 'node']
    const modules = ['--module', module, '--moduleResolution', moduleResolution]
    const args = [...options, ...modules, '--target', 'es2024', 'app.ts', 'types.mts']
    await run(adopter.tsc, args, { cwd: adopter.app })
  })

  it('loads few modules and is not large', async () => {
    const count = async (args: readonly string[]) => {
      const { stdout } = await run(adopter.node, ['--import', './count-modules.mjs', ...args], {
        cwd: adopter.app,
        env: { PATH: process.env.PATH, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
      })
      return Number(stdout.trim().split('\n').at(-1))
    }
    const bare = await count(['bare.mjs'])
    const all = await count(['--import', '@cruddur/telemetry/register', 'listening.mjs'])
    const { stdout } = await run('du', ['-sm', join(adopter.app, 'node_modules')])
    const megabytes = Number.parseInt(stdout, 10)
    expect({ bare, added: all - bare }).toEqual({ bare: expect.any(Number), added: atMost(150) })
    expect(megabytes).toEqual(atMost(100))
    process.stdout.write(`${all - bare} modules more than ${bare}, ${megabytes} MB installed\n`)
  })

  it('runs instrumentations and span processors of the application', async () => {
    const backends = await startBackends()
    const env = {
      PATH: process.env.PATH,
      OTEL_EXPORTER_OTLP_ENDPOINT: backends.otlp.url,
      TELEMETRY_EXTENSIONS: './extensions.mjs',
    }
    const args = ['--import', '@cruddur/telemetry/register', 'extended.mjs']
    try {
      await run(adopter.node, args, { cwd: adopter.app, env })
      const spans = backends.otlp.spans()
      const request = spans.find(({ kind }) => kind === 'SERVER')
      expect(request?.attributes).toMatchObject({ 'http.route': '/', plan: 'gold' })
      const scopes = spans.filter(({ traceId }) => traceId === request?.traceId)
      expect(scopes.map(({ scope }) => scope)).toContain('@opentelemetry/instrumentation-graphql')
    } finally {
      await backends.close()
    }
  })

  it.concurrent.each([
    ['an ES module', 'app.mjs', []],
    ['a CommonJS module', 'app.cjs', []],
    ['a CommonJS module with --require', 'app.cjs', [], '--require'],
    ['TypeScript under tsx', 'app.ts', ['tsx']],
    ['an app bundled by esbuild', 'bundled.cjs', []],
  ])('gives every signal of %s one trace ID', async (_, file, loaders, preload = '--import') => {
    const backends = await startBackends()
    const port = await freePort()
    const child = spawn(
      adopter.node,
      [
        preload,
        '@cruddur/telemetry/register',
        ...loaders.flatMap(() => ['--import', adopter.tsx]),
        file,
      ],
      {
        cwd: adopter.app,
        env: {
          PATH: process.env.PATH,
          PORT: String(port),
          ...awsCredentials,
          ...backends.environment,
        },
      },
    )
    try {
      let errors = ''
      child.stderr.on('data', (chunk) => {
        errors += chunk
      })
      await vi.waitFor(async () => expect(await get(port).catch(() => errors)).toBe(500), 60_000)
      child.kill('SIGTERM')
      await once(child, 'exit')
      expect(errors).toBe('')

      const traceId = backends.otlp.spans()[0]?.traceId ?? ''
      expect(traceId).toMatch(/^[0-9a-f]{32}$/)
      const [segment] = backends.segments()
      expect(segment).toMatchObject({ trace_id: `1-${traceId.slice(0, 8)}-${traceId.slice(8)}` })
      const lines = backends.logEvents().filter(({ msg }) => msg === 'hello')
      expect(lines).toMatchObject([{ trace_id: traceId }])
      expect(backends.items()).toMatchObject([{ custom: { trace_id: traceId } }])
      const exemplars = backends
        .metricPoints()
        .filter(({ name }) => name === 'http.server.request.duration')
        .flatMap(({ point }) => point.exemplars ?? [])
        .map((exemplar) => Buffer.from(exemplar.traceId, 'base64').toString('hex'))
      expect(exemplars).toContain(traceId)
    } finally {
      child.kill('SIGKILL')
      await backends.close()
    }
  })
})

const atMost = (limit: number) => expect.toSatisfy((value: number) => value <= limit)

async function get(port: number): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}/`)).status
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
