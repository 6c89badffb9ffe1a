import type { Writable } from 'node:stream'
import { CommanderError } from 'commander'
import { createProgram } from './program.ts'
import { createTerminal, type Output } from './terminal.ts'
import { TracesError } from './traces-error.ts'

const WRONG_USAGE = 2

/** The process or test that runs the command; {@link runCli} uses nothing else. */
export interface CliContext {
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Writable
  /** The words that run this program, for the completion script of a shell. */
  readonly self: readonly string[]
}

/** Runs the `traces` command and returns its exit code. */
export async function runCli(context: CliContext): Promise<number> {
  const { args, environment, stdout, stderr, self } = context
  try {
    const terminal = createTerminal(stdout, stderr)
    const consoleUrl = environment.CONSOLE_URL || 'http://127.0.0.1:4000'
    const token = environment.CONSOLE_TOKEN || undefined
    await createProgram({ terminal, consoleUrl, token, self }).parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE
    if (!(error instanceof TracesError)) throw error
    stderr.write(`traces: ${error.message}\n`)
    return error.exitCode
  }
}
