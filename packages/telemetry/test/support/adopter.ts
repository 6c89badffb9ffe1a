import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../../../../', import.meta.url))
const apps = fileURLToPath(new URL('../fixtures/adopter/', import.meta.url))

export interface Versions {
  readonly node: string
  readonly npm: string
  readonly typescript: string
}

/** Builds and packs the package. Returns the path of its tarball. */
export async function packTelemetry(folder: string): Promise<string> {
  const turbo = join(repository, 'node_modules/.bin/turbo')
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }
  await run(turbo, ['run', 'build', '--filter=@cruddur/telemetry'], { cwd: repository, env })
  const pnpm = join(repository, 'node_modules/.bin/pnpm')
  const cwd = join(repository, 'packages/telemetry')
  await run(pnpm, ['pack', '--pack-destination', folder], { cwd })
  const [tarball = ''] = await readdir(folder)
  return join(folder, tarball)
}

/**
 * A folder outside the repository with four kinds of app, and the package installed into it by
 * plain npm: no overrides, no pnpm, no workspace.
 */
export async function installAdopter(tarball: string, versions: Versions) {
  const folder = await mkdtemp(join(tmpdir(), 'adopter-'))
  const tools = join(folder, 'tools')
  await mkdir(tools)
  await writeFile(join(tools, 'package.json'), '{"private":true}')
  await npm('npm', tools, [
    `npm@${versions.npm}`,
    `node@${versions.node}`,
    'tsx@4',
    'esbuild@0.28',
    `typescript@${versions.typescript}`,
  ])
  const node = join(tools, 'node_modules/.bin/node')

  const app = join(folder, 'app')
  await cp(apps, app, { recursive: true })
  await writeFile(join(app, 'package.json'), '{"private":true}')
  await npm(join(tools, 'node_modules/.bin/npm'), app, [
    tarball,
    'fastify@5',
    '@opentelemetry/api@1.10',
    // Extensions of one of the apps.
    'graphql@16',
    '@opentelemetry/instrumentation-graphql@0.72',
    '@opentelemetry/baggage-span-processor@0.5',
    // For the types of Node.
    '@types/node@24',
  ])
  await run(
    join(tools, 'node_modules/.bin/esbuild'),
    [
      'app.ts',
      '--bundle',
      '--platform=node',
      '--external:@cruddur/telemetry',
      '--outfile=bundled.cjs',
    ],
    { cwd: app },
  )
  const tsc = join(tools, 'node_modules/.bin/tsc')
  return { folder, app, node, tsc, tsx: join(tools, 'node_modules/tsx/dist/loader.mjs') }
}

async function npm(command: string, cwd: string, packages: readonly string[]): Promise<void> {
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await run(command, ['install', ...options, ...packages], { cwd })
}
