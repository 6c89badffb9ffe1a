import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const script = fileURLToPath(new URL('sample-server.ts', import.meta.url))

/** Starts the sample server as a process; whatever is left of it ends with the test. */
export function startSample(env: Record<string, string> = {}, flags: string[] = []) {
  const child = spawn(process.execPath, ['--conditions=cruddur-source', script, ...flags], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
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

  /** Resolves with the match once the process has written it. */
  async function says(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(stdout)
      if (match) return match[1] ?? match[0]
      await Promise.race([once(child.stdout, 'data'), ended])
      if (child.exitCode !== null && !pattern.test(stdout))
        throw new Error(`ended with ${child.exitCode} before ${pattern}: ${stdout}${stderr}`)
    }
  }

  return { child, ended, says }
}
