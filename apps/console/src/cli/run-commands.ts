import type { Command } from 'commander'
import type { ConsoleClient } from '../client/console-client.ts'
import { acceptFilters } from './accepted-filters.ts'
import { checkTraces } from './commands/check-traces.ts'
import { comparePeriods } from './commands/compare-periods.ts'
import { listRuns, resolveRun } from './commands/list-runs.ts'
import { parseDuration, parseFindingKinds } from './option-parsers.ts'
import type { Terminal } from './terminal.ts'

interface Context {
  readonly terminal: Terminal
  client(): ConsoleClient
}

/** The commands `runs`, `compare` and `check`, and the filter `--run`. */
export function addRunCommands(program: Command, { terminal, client }: Context): void {
  program
    .option('--run <id>', 'only this run of a service (ID or its first characters)')
    .hook('preAction', async () => {
      const { run } = program.opts<{ run?: string }>()
      if (run !== undefined) program.setOptionValue('run', await resolveRun(client(), run))
    })

  acceptFilters(program.command('runs'), ['service', 'since', 'limit', 'run'])
    .description(
      'List runs (starts of services), newest first; accepts --service, --since, --limit',
    )
    .option('--json', 'print the API response as JSON')
    // Commander hands an option that the parent has too to the parent.
    .action((_options, command: Command) => {
      return listRuns(client(), terminal, command.optsWithGlobals())
    })

  acceptFilters(program.command('compare'), 'spans')
    .description(
      'Compare with the previous period, or a --run with the run before it; accepts the list filters',
    )
    .option('--baseline-run <id>', 'use this run as baseline')
    .option(
      '--baseline-shift <duration>',
      'use the same period this much earlier as baseline: 1d',
      parseDuration,
    )
    .option('--baseline-start <time>', 'start of the baseline, ISO 8601; needs --baseline-end')
    .option('--baseline-end <time>', 'end of the baseline, exclusive')
    .option('--json', 'print the API response as JSON')
    .action((_options, command: Command) => {
      return comparePeriods(client(), terminal, command.optsWithGlobals())
    })

  acceptFilters(program.command('check'), ['service', 'since', 'run', 'limit'])
    .description(
      'Check recent traces for findings such as N+1 queries; accepts --service, --since, --run, --limit',
    )
    .option(
      '--fail-on <kinds>',
      'exit with 1 for findings of these kinds or severities (default: error,warning)',
      parseFindingKinds,
    )
    .option('--json', 'print the API response as JSON')
    .addHelpText(
      'after',
      '\nExit code: 0 no findings to fail on, 1 findings, 2 no response or invalid arguments.',
    )
    .action((_options, command: Command) => {
      return checkTraces(client(), terminal, command.optsWithGlobals())
    })
}
