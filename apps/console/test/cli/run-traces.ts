import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(import.meta.resolve('../../src/cli/main.ts'))

export interface TracesRun {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the `traces` command as its own process, as a person's shell does. */
export function runTraces(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<TracesRun> {
  const { promise, resolve } = Promise.withResolvers<TracesRun>()
  const child = execFile(
    process.execPath,
    ['--conditions=cruddur-source', MAIN, ...args],
    { env: { PATH: process.env.PATH, ...environment } },
    (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
  )
  return promise
}
