import { Command, Option } from 'commander'
import { countSpans } from './commands/count-spans.ts'
import { type ErrorOptions, listErrors, showError } from './commands/list-errors.ts'
import { type LogOptions, listLogs } from './commands/list-logs.ts'
import { listServices, showService } from './commands/list-services.ts'
import { listTraces } from './commands/list-traces.ts'
import { showHeatmap } from './commands/show-heatmap.ts'
import { showMap } from './commands/show-map.ts'
import { showTrace } from './commands/show-trace.ts'
import { tailTraces } from './commands/tail-traces.ts'
import type { TraceFilters } from './commands/trace-filters.ts'
import { addCompletionCommands } from './completion/completion-commands.ts'
import { createConsoleClient } from './console-client.ts'
import { parseDuration, parseLimit, parseSince } from './option-parsers.ts'
import { refuseOptions, SPAN_FILTERS } from './refuse-options.ts'
import { addRunCommands } from './run-commands.ts'
import type { Terminal } from './terminal.ts'
import { addUpkeepCommands } from './upkeep-commands.ts'

/** What the program is run with; {@link createProgram} reads nothing else. */
export interface ProgramContext {
  readonly terminal: Terminal
  readonly consoleUrl: string
  /** Of CONSOLE_TOKEN, where the console asks for one. */
  readonly token?: string | undefined
  /** The words that run this program, for the script of a shell. */
  readonly self: readonly string[]
}

/** The `traces` command. Its promise rejects with a `TracesError` or commander's `CommanderError`. */
export function createProgram({ terminal, consoleUrl, token, self }: ProgramContext): Command {
  const client = () => createConsoleClient(consoleUrl, token)
  const json = () => new Option('--json', 'print the answer of the API and nothing else')

  const program = new Command('traces')
    .description('Asks the console for traces: a list, or one as a waterfall')
    .argument('[trace-id]', '32 hex digits, or the first few of a recent trace')
    .option('--service <name>', 'only traces that this service took part in')
    .option('--operation <name>', 'only traces with a span of this name')
    .option('--since <duration>', 'how far back: 90s, 15m, 2h, 7d', parseSince)
    .option('--min-duration <duration>', 'at least this long: 500us, 20ms, 1.5s', parseDuration)
    .option('--max-duration <duration>', 'at most this long', parseDuration)
    .option('--errors', 'only traces with a span that failed')
    .option('--without-spans', 'only traces that only log lines, items or segments tell of')
    .option('--where <tests>', 'tests of any attribute: \'http.route = "/x" AND duration > 1s\'')
    .addOption(
      new Option('--sort <order>', 'order of the list').choices(['newest', 'longest', 'shortest']),
    )
    .option('--limit <count>', 'how many, 1 to 500 (default: 20)', parseLimit)
    .addOption(json())
    .hook('preAction', (_program, command) => {
      if (command !== program && command.name() !== 'tail') refuseOptions(command, ['withoutSpans'])
    })
    .exitOverride()
    .showHelpAfterError('(traces --help lists what there is)')
    .addHelpText('after', EXAMPLES)
    .action((traceId: string | undefined, options: TraceFilters) =>
      traceId === undefined
        ? listTraces(client(), terminal, options)
        : showTrace(client(), terminal, traceId, options),
    )

  program
    .command('services')
    .description("Lists the services, or shows one's own ledger: what it sent, holds and lost")
    .argument('[service]', 'the one to show')
    .addOption(json())
    // Commander hands an option that the parent has too to the parent.
    .action((service: string | undefined, _options, command: Command) => {
      refuseOptions(command, [...SPAN_FILTERS, 'service', 'since', 'limit', 'errors', 'run'])
      return service === undefined
        ? listServices(client(), terminal, command.optsWithGlobals())
        : showService(client(), terminal, service, command.optsWithGlobals())
    })

  program
    .command('tail')
    .description('Prints the last traces and each new one; takes the filters of the list')
    .addOption(json())
    .action((_options, command: Command) =>
      tailTraces(client(), terminal, command.optsWithGlobals()),
    )

  program
    .command('logs')
    .description('Prints log lines that match, oldest first; takes --service, --since, --limit')
    .option('--group <name>', 'only lines of this CloudWatch log group')
    .option('--stream <name>', 'only lines of this log stream')
    .option('--filter <pattern>', 'CloudWatch filter pattern: terms, { $.json } or [columns]')
    .addOption(new Option('--level <level>', 'this severe, or more').choices(LEVELS))
    .option('--trace <id>', 'only lines of this trace, 32 hex digits')
    .option('--follow', 'go on with each new line')
    .addOption(json())
    .action((_options, command: Command) => {
      refuseOptions(command, SPAN_FILTERS)
      return listLogs(client(), terminal, command.optsWithGlobals<LogOptions>())
    })

  program
    .command('errors')
    .description('Lists Rollbar items, or shows one; takes --service, --since, --limit')
    .argument('[item]', 'its number, such as 3, or its fingerprint')
    .addOption(json())
    .action((item: string | undefined, _options, command: Command) => {
      refuseOptions(command, [...SPAN_FILTERS, 'errors'])
      const options = command.optsWithGlobals<ErrorOptions>()
      return item === undefined
        ? listErrors(client(), terminal, options)
        : showError(client(), terminal, item, options)
    })

  program
    .command('count')
    .description('Counts spans with errors and percentiles; takes the filters of the list')
    .option('--by <key>', 'split by a field or any attribute, e.g. http.route')
    .addOption(json())
    .action((_options, command: Command) =>
      countSpans(client(), terminal, command.optsWithGlobals()),
    )

  program
    .command('map')
    .description('Lists who calls whom, how often, how long; of the last hour or --since')
    .addOption(json())
    .action((_options, command: Command) => {
      refuseOptions(command, [...SPAN_FILTERS, 'service', 'limit', 'errors', 'run'])
      return showMap(client(), terminal, command.optsWithGlobals())
    })

  program
    .command('heatmap')
    .description('Draws how many spans took how long; takes the filters of the list')
    .addOption(json())
    .action((_options, command: Command) =>
      showHeatmap(client(), terminal, command.optsWithGlobals()),
    )

  addRunCommands(program, { terminal, client })
  addUpkeepCommands(program, { terminal, consoleUrl, client })
  addCompletionCommands(program, {
    ...{ terminal, self },
    quickClient: () => createConsoleClient(consoleUrl, token, COMPLETION_TIMEOUT_MILLIS),
  })
  return program
}

/** Longer than this nobody waits after a Tab. */
const COMPLETION_TIMEOUT_MILLIS = 800
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

const EXAMPLES = `
Examples:
  traces --service home-activities --errors --since 1h
  traces 6a1f9c0e
  traces count --by http.route --since 15m
  traces logs --filter '{ $.level >= 50 }' --follow
  traces errors --since 1h
  traces --min-duration 250ms --json | jq '.traces[].traceId'

CONSOLE_URL says where the console is (http://127.0.0.1:4000), CONSOLE_TOKEN what it asks of readers.`
