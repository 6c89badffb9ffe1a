import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface ServiceProcess {
  readonly process: ChildProcess
  /** Of the server, as the service prints it. */
  readonly url: string
  /** Every line of stdout up to now. */
  readonly lines: readonly string[]
  readonly errors: () => string
  /** Sends a signal, if any, and waits for the end. */
  ended(
    signal?: NodeJS.Signals,
  ): Promise<{ readonly code: number | null; readonly signal: string | null }>
}

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Starts a program of `test/fixtures` as a service is started: with `--import` and nothing else. */
export async function startServiceProcess(
  fixture: string,
  environment: Record<string, string>,
  /** A file for its stdout; the URL is then unknown. */
  stdout?: number,
): Promise<ServiceProcess> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=cruddur-source',
      '--import',
      '@cruddur/telemetry/register',
      `test/fixtures/${fixture}`,
    ],
    {
      cwd: packageRoot,
      env: {
        PATH: process.env.PATH,
        TMPDIR: process.env.TMPDIR,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        ...environment,
      },
      stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    },
  )
  const lines: string[] = []
  let errors = ''
  let rest = ''
  child.stderr?.on('data', (chunk) => {
    errors += chunk
  })
  const url = new Promise<string>((resolve) => {
    if (!child.stdout) resolve('')
    child.stdout?.on('data', (chunk) => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
      const found = parts.find((part) => /^http:\S+$/.test(part))
      if (found) resolve(found)
    })
  })
  const exit = once(child, 'close')
  const ended = async (signal?: NodeJS.Signals) => {
    if (signal) child.kill(signal)
    const [code, by] = await exit
    return { code, signal: by }
  }
  return {
    process: child,
    url: await Promise.race([url, exit.then(() => '')]),
    lines,
    errors: () => errors,
    ended,
  }
}
