import type { Command } from 'commander'
import { comparePeriods } from './commands/compare-periods.ts'
import { listRuns, resolveRun } from './commands/list-runs.ts'
import type { ConsoleClient } from './console-client.ts'
import { parseSince } from './option-parsers.ts'
import { refuseOptions, SPAN_FILTERS } from './refuse-options.ts'
import type { Terminal } from './terminal.ts'

interface Context {
  readonly terminal: Terminal
  client(): ConsoleClient
}

/** Starts of services: a list, `--run` as a filter of every other question, and one beside another. */
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
    .action((_options, command: Command) => {
      refuseOptions(command, [...SPAN_FILTERS, 'errors'])
      return listRuns(client(), terminal, command.optsWithGlobals())
    })

  program
    .command('compare')
    .description(
      'Tells what changed most from the time before, or of a --run from the run before it; takes the filters of the list',
    )
    .option('--base-run <id>', 'compare with this run')
    .option('--base-shift <duration>', 'compare with the same time so long before: 1d', parseSince)
    .option(
      '--base-start <time>',
      'compare with another time, ISO 8601; --base-end says until when',
    )
    .option('--base-end <time>', 'the end of it, not included')
    .option('--json', 'print the answer of the API and nothing else')
    .action((_options, command: Command) => {
      refuseOptions(command, ['sort'])
      return comparePeriods(client(), terminal, command.optsWithGlobals())
    })
}
