import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const app = fileURLToPath(new URL('../../', import.meta.url))

export interface RunningService {
  readonly url: string
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>
  kill(signal: NodeJS.Signals): void
}

/** Runs an entry of the app from source, as `pnpm dev` does, with every signal of the telemetry off. */
export function run(entry: string, env: Record<string, string>, flags: string[] = []) {
  const child = spawn(
    process.execPath,
    ['--conditions=cruddur-source', '--import', '@cruddur/telemetry/register', entry, ...flags],
    { cwd: app, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    stdout,
    stderr,
  }))
  return { child, ended }
}

/** Starts the service on a free port and waits until it is ready. */
export async function startService(env: Record<string, string>): Promise<RunningService> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { child, ended } = run('src/server.ts', { PORT: String(port), ...env })
  const gone = ended.then(({ code, stderr }) => {
    throw new Error(`ended with ${code} before it was ready: ${stderr}`)
  })
  gone.catch(() => undefined)
  while (!(await Promise.race([isReady(url), gone])));
  return { url, ended, kill: (signal) => child.kill(signal) }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return false
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
