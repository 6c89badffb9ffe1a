import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { runCli } from '../../src/cli/run-cli.ts'

const MAIN = fileURLToPath(import.meta.resolve('../../src/cli/main.ts'))
/** The words that run the command as a process. */
export const tracesProcess = [process.execPath, '--conditions=cruddur-source', MAIN] as const

export interface TracesRun {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the `traces` command in this process, with its output piped. */
export async function runTraces(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<TracesRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const texts = Promise.all([text(stdout), text(stderr)])
  const running = runCli({ args, environment, stdout, stderr, self: tracesProcess })
  const exitCode = await running.finally(() => {
    stdout.end()
    stderr.end()
  })
  const [out, err] = await texts
  return { exitCode, stdout: out, stderr: err }
}
