import type { Command } from 'commander'
import { listRuns, resolveRun } from './commands/list-runs.ts'
import type { ConsoleClient } from './console-client.ts'
import type { Terminal } from './terminal.ts'

interface Context {
  readonly terminal: Terminal
  client(): ConsoleClient
}

/** Starts of services: a list, and `--run` as a filter of every other question. */
export function addRunCommands(program: Command, { terminal, client }: Context): void {
  program
    .option('--run <id>', 'only of this start of a service; the first few characters do')
    .hook('preAction', async () => {
      const { run } = program.opts<{ run?: string }>()
      if (run !== undefined) program.setOptionValue('run', await resolveRun(client(), run))
    })

  program
    .command('runs')
    .description('Lists the starts of services, the last first; takes --service, --since, --limit')
    .option('--json', 'print the answer of the API and nothing else')
    // Commander hands an option that the parent has too to the parent.
    .action((_options, command: Command) => listRuns(client(), terminal, command.optsWithGlobals()))
}
