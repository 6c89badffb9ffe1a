import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../packages/fastify-service/src/testing/index.ts'
import type { Tree } from './tree.ts'

const run = promisify(execFile)
const startTimeoutMillis = 60_000

type Environment = Readonly<Record<string, string>>

export interface StartedService {
  readonly name: string
  readonly tree: Tree
  readonly url: string
  stop(): Promise<void>
}

/** The service does not start, or its migration fails; the message is the reason that it prints. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}

const environment = (): Environment => {
  const { PATH = '', TMPDIR } = process.env
  return { PATH, ...(TMPDIR && { TMPDIR }), NO_COLOR: '1' }
}

/** Arguments of Node.js: from source, or as built where a tree has no sources. */
function program(tree: Tree, name: string, entry: 'server' | 'migrate') {
  const folder = join(tree.folder, 'apps', name)
  const isSource = existsSync(join(folder, `src/${entry}.ts`))
  const file = isSource ? `src/${entry}.ts` : `dist/${entry}.js`
  return { folder, flags: isSource ? ['--conditions=cruddur-source'] : [], file }
}

/** Starts a service of a version on a free port. @throws StartFailure */
export async function startServiceOf(
  tree: Tree,
  name: string,
  env: Environment,
): Promise<StartedService> {
  const { folder, flags, file } = program(tree, name, 'server')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(
    process.execPath,
    [...flags, '--import', '@cruddur/telemetry/register', file],
    {
      cwd: folder,
      env: {
        ...environment(),
        PORT: String(port),
        OTEL_SERVICE_NAME: name,
        ENVIRONMENT: 'verification',
        RATE_LIMIT_PER_MINUTE: '1000000',
        // A busy machine is slow, not broken.
        MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr = (stderr + chunk).slice(-4_000)
  })
  const ended = once(child, 'close')
  const startedAt = performance.now()
  while (!(await isReady(url))) {
    const isLate = performance.now() - startedAt > startTimeoutMillis
    if (isLate) child.kill('SIGKILL')
    if (isLate || child.exitCode !== null) {
      await ended
      const reason = isLate ? 'not ready after 60 s' : firstLine(stderr)
      throw new StartFailure(`${name} of ${tree.version} does not start: ${reason}`)
    }
  }
  return {
    name,
    tree,
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Runs the migrations of a version. @throws StartFailure */
export async function migrateWith(tree: Tree, name: string, env: Environment): Promise<void> {
  const { folder, flags, file } = program(tree, name, 'migrate')
  try {
    await run(process.execPath, [...flags, file], {
      cwd: folder,
      env: { ...environment(), ...env },
    })
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    const reason = firstLine(stderr)
    throw new StartFailure(`the migration of ${name} of ${tree.version} fails: ${reason}`)
  }
}

const firstLine = (text: string) =>
  text
    .split('\n')
    .find((line) => line.trim() !== '' && !/^\(node:|^\(Use `node/.test(line))
    ?.replace(/^[\w-]+( migration)?: /, '') ?? 'no reason on stderr'

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`)
    await response.body?.cancel()
    return response.ok
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return false
  }
}
