import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface RunningProcess {
  readonly child: ChildProcess
  /** Resolves when the process has exited and its output is complete. */
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>
  /**
   * Resolves with the first group of the pattern, or the whole match, once stdout matches.
   *
   * @throws Error with the output, when the process exits without a match.
   */
  waitForOutput(pattern: RegExp): Promise<string>
}

/** Runs a Node program from the sources of the packages, with PATH, TMPDIR and `env` as its environment. */
export function runProcess(
  nodeArguments: readonly string[],
  { folder, env = {} }: { folder?: string; env?: Record<string, string> } = {},
): RunningProcess {
  const child = spawn(process.execPath, ['--conditions=cruddur-source', ...nodeArguments], {
    ...(folder !== undefined && { cwd: folder }),
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...env,
    },
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
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    stdout,
    stderr,
  }))

  async function waitForOutput(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(stdout)
      if (match) return match[1] ?? match[0]
      await Promise.race([once(child.stdout, 'data'), ended])
      if (child.exitCode !== null && !pattern.test(stdout))
        throw new Error(`ended with ${child.exitCode} before ${pattern}: ${stdout}${stderr}`)
    }
  }

  return { child, ended, waitForOutput }
}
