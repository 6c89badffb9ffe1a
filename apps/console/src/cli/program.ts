import { Command, Option } from 'commander'
import { listServices } from './commands/list-services.ts'
import { listTraces } from './commands/list-traces.ts'
import { showTrace } from './commands/show-trace.ts'
import { tailTraces } from './commands/tail-traces.ts'
import type { TraceFilters } from './commands/trace-filters.ts'
import { createConsoleClient } from './console-client.ts'
import { parseDuration, parseLimit, parseSince } from './option-parsers.ts'
import type { Terminal } from './terminal.ts'

/** What the program is run with; {@link createProgram} reads nothing else. */
export interface ProgramContext {
  readonly terminal: Terminal
  readonly consoleUrl: string
}

/** The `traces` command. Its promise rejects with a `TracesError` or commander's `CommanderError`. */
export function createProgram({ terminal, consoleUrl }: ProgramContext): Command {
  const client = () => createConsoleClient(consoleUrl)
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
    .option('--limit <count>', 'how many, 1 to 500 (default: 20)', parseLimit)
    .addOption(json())
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
    .description('Lists the services that sent spans')
    .addOption(json())
    // Commander hands an option that the parent has too to the parent.
    .action((_options, command: Command) =>
      listServices(client(), terminal, command.optsWithGlobals()),
    )

  program
    .command('tail')
    .description('Prints the last traces and each new one; takes the filters of the list')
    .addOption(json())
    .action((_options, command: Command) =>
      tailTraces(client(), terminal, command.optsWithGlobals()),
    )

  return program
}

const EXAMPLES = `
Examples:
  traces --service home-activities --errors --since 1h
  traces 6a1f9c0e
  traces --min-duration 250ms --json | jq '.traces[].traceId'

CONSOLE_URL says where the console is (http://127.0.0.1:4000).`
