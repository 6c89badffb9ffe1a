import { Argument, type Command } from 'commander'
import type { ConsoleClient } from '../../client/console-client.ts'
import type { Terminal } from '../terminal.ts'
import { type Candidate, completeWords } from './complete-words.ts'
import { createLiveValues } from './live-values.ts'
import { completionScript, SHELLS, type Shell } from './shell-scripts.ts'
import { forBash, readShellWords } from './shell-words.ts'

interface Context {
  readonly terminal: Terminal
  /** The words that run this program. */
  readonly self: readonly string[]
  /** A client with a short timeout. */
  quickClient(): ConsoleClient
}

/** The completion script of a shell, and the command that it runs at each Tab. */
export function addCompletionCommands(program: Command, { terminal, self, quickClient }: Context) {
  program
    .command('completion')
    .description('Print a shell completion script: source <(traces completion bash)')
    .addArgument(new Argument('<shell>', 'shell').choices([...SHELLS]))
    .action((shell: Shell) => terminal.print(completionScript(shell, self).trimEnd()))

  program
    .command('complete', { hidden: true })
    .argument('<shell>')
    .argument('[words...]')
    .action(async (shell: Shell, words: readonly string[]) => {
      for (const line of await complete(shell, words)) terminal.print(line)
    })

  const complete = async (shell: Shell, words: readonly string[]): Promise<readonly string[]> => {
    const live = createLiveValues(quickClient())
    if (shell !== 'bash') return (await completeWords(program, words, live)).map(toLine)
    // Bash splits words at colons, so its script passes the line.
    const [line = '', shown = ''] = words
    const typed = readShellWords(line).slice(1)
    const raw = typed.at(-1)?.raw ?? ''
    const values = typed.map(({ value }) => value)
    const candidates = await completeWords(program, values, live)
    return candidates.map(({ value }) => (value === ':files' ? value : forBash(value, raw, shown)))
  }
}

function toLine({ value, description }: Candidate): string {
  return description ? `${value}\t${description}` : value
}
