import { freePort } from './free-port.ts'
import { type RunningProcess, runProcess } from './run-process.ts'

export interface RunningService {
  readonly url: string
  readonly ended: RunningProcess['ended']
  kill(signal: NodeJS.Signals): void
}

/** Runs an entry point of an app like `pnpm dev`, with all telemetry signals disabled. */
export function runService(
  folder: string,
  entry: string,
  env: Record<string, string>,
  flags: readonly string[] = [],
): RunningProcess {
  return runProcess(['--import', '@cruddur/telemetry/register', entry, ...flags], { folder, env })
}

/**
 * Starts the service of an app on a free port and waits until it is ready.
 *
 * @throws Error with its stderr, when it exits first.
 */
export async function startService(
  folder: string,
  env: Record<string, string>,
): Promise<RunningService> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { child, ended } = runService(folder, 'src/server.ts', {
    PORT: String(port),
    // A busy machine is slow, not broken.
    MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
    ...env,
  })
  const gone = ended.then(({ code, stderr }) => {
    throw new Error(`exited with ${code} before it was ready: ${stderr}`)
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
