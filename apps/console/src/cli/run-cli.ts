import { CommanderError } from 'commander'
import { createProgram } from './program.ts'
import { createTerminal } from './terminal.ts'
import { TracesError } from './traces-error.ts'

const FAILED = 1
const WRONG_USAGE = 2

/** Runs the `traces` command of this process and sets its exit code. */
export async function runCli(): Promise<void> {
  // A reader such as `head` that has seen enough is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })

  try {
    const terminal = createTerminal(process.stdout, process.stderr)
    const consoleUrl = process.env.CONSOLE_URL || 'http://127.0.0.1:4000'
    const token = process.env.CONSOLE_TOKEN || undefined
    const self = [process.execPath, ...process.execArgv, process.argv[1] ?? '']
    await createProgram({ terminal, consoleUrl, token, self }).parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE
    else if (error instanceof TracesError) {
      process.stderr.write(`traces: ${error.message}\n`)
      process.exitCode = FAILED
    } else throw error
  }
}
