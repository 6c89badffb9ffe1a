import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../../../', import.meta.url))

/** The pnpm of the workspace, so that tests also run where none is on the path. */
const pnpm = join(repository, 'node_modules/.bin/pnpm')

export interface Running {
  readonly output: () => string
  readonly ended: Promise<{ code: number | null; output: string }>
  /** Signals the whole process group, as a terminal does. */
  interrupt(): void
}

/** Runs a script of the root package.json, as `npx pnpm@12 <script>` does. */
export function runScript(
  script: string,
  args: string[],
  env: Record<string, string>,
  root = repository,
): Running {
  const child = spawn(pnpm, ['run', script, ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      HOME: process.env.HOME,
      NO_COLOR: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  return {
    output: () => output,
    ended,
    interrupt: () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    },
  }
}
