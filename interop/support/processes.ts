import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface ProcessOptions {
  readonly cwd?: string
  /** Added to PATH, HOME and TMPDIR; nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>
}

export interface RunningProcess {
  /** All output so far, of both streams. */
  output(): string
  hasEnded(): boolean
  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<void>
}

export interface Processes {
  start(command: string, args: readonly string[], options?: ProcessOptions): RunningProcess
  /** Runs to the end and returns stdout. @throws with the last output when the exit code is not 0 */
  run(command: string, args: readonly string[], options?: ProcessOptions): Promise<string>
  /** Stops the running processes, the last one first. */
  stopAll(): Promise<void>
}

const runTimeoutMillis = 300_000
const stopTimeoutMillis = 15_000

export function createProcesses(): Processes {
  const running: RunningProcess[] = []

  function launch(command: string, args: readonly string[], { cwd, env }: ProcessOptions = {}) {
    const { PATH, HOME, TMPDIR } = process.env
    const child = spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      env: { PATH, HOME, TMPDIR, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', (error) => {
      stderr += error.message
    })
    const handle: RunningProcess = {
      output: () => stdout + stderr,
      hasEnded: () => hasEnded(child),
      stop: () => stop(child),
    }
    running.push(handle)
    return { child, handle, stdout: () => stdout }
  }

  return {
    start: (command, args, options) => launch(command, args, options).handle,
    async run(command, args, options) {
      const { child, handle, stdout } = launch(command, args, options)
      const timer = setTimeout(() => child.kill('SIGKILL'), runTimeoutMillis)
      const [code, signal] = await once(child, 'close').finally(() => clearTimeout(timer))
      if (code !== 0)
        throw new Error(
          `${command} ${args.join(' ')} ended with ${code ?? signal}:\n${handle.output().slice(-2_000)}`,
        )
      return stdout()
    },
    async stopAll() {
      for (const handle of running.splice(0).reverse()) await handle.stop()
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMillis)
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}
