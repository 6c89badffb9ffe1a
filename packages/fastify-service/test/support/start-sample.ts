import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type RunningProcess, runProcess } from '../../src/testing/index.ts'

const script = fileURLToPath(new URL('sample-server.ts', import.meta.url))

/** Starts the sample server as a process that ends with the test. */
export function startSample(
  env: Record<string, string> = {},
  flags: string[] = [],
): RunningProcess {
  const running = runProcess([script, ...flags], { env })
  onTestFinished(() => {
    running.child.kill('SIGKILL')
  })
  return running
}
