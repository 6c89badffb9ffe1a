import { Command, Option } from 'commander'
import { METRIC_TYPES } from '../format/metric.ts'
import { acceptFilters, rejectOtherFilters } from './accepted-filters.ts'
import { addAdminCommands } from './admin-commands.ts'
import { addAgentCommands } from './agent-commands.ts'
import { countSpans } from './commands/count-spans.ts'
import { type ErrorOptions, listErrors, showError } from './commands/list-errors.ts'
import { type LogOptions, listLogs } from './commands/list-logs.ts'
import { listServices, showService } from './commands/list-services.ts'
import { listTraces } from './commands/list-traces.ts'
import { showHeatmap } from './commands/show-heatmap.ts'
import { showMap } from './commands/show-map.ts'
import { listMetrics, type MetricOptions, showMetric } from './commands/show-metrics.ts'
import { showTrace } from './commands/show-trace.ts'
import { tailTraces } from './commands/tail-traces.ts'
import type { TraceFilters } from './commands/trace-filters.ts'
import { addCompletionCommands } from './completion/completion-commands.ts'
import { parseDuration, parseLimit } from './option-parsers.ts'
import { addRunCommands } from './run-commands.ts'
import type { Terminal } from './terminal.ts'
import { createTerminalClient } from './terminal-client.ts'

/** The environment of the program; {@link createProgram} reads nothing else. */
export interface ProgramContext {
  readonly terminal: Terminal
  readonly consoleUrl: string
  /** From CONSOLE_TOKEN. */
  readonly token?: string | undefined
  /** The words that run this program, for the script of a shell. */
  readonly self: readonly string[]
}

/** The `traces` command. Its promise rejects with a `TracesError` or commander's `CommanderError`. */
export function createProgram({ terminal, consoleUrl, token, self }: ProgramContext): Command {
  const client = () => createTerminalClient(consoleUrl, token)
  const json = () => new Option('--json', 'print the API response as JSON')

  const program = new Command('traces')
    .configureOutput({
      writeOut: (text) => terminal.print(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.note(text.replace(/\n$/, '')),
    })
    .description('Query the console: list traces, or show one as a waterfall')
    .argument('[trace-id]', 'trace ID, or its first digits')
    .option('--service <name>', 'only traces with a span of this service')
    .option('--operation <name>', 'only traces with a span of this name')
    .option('--since <duration>', 'time range back from now: 90s, 15m, 2h, 7d', parseDuration)
    .option('--min-duration <duration>', 'minimum duration: 500us, 20ms, 1.5s', parseDuration)
    .option('--max-duration <duration>', 'maximum duration', parseDuration)
    .option('--errors', 'only traces with a span in error')
    .option('--without-spans', 'only traces without spans (log lines, items or segments only)')
    .option('--where <tests>', 'filter by any attribute: \'http.route = "/x" AND duration > 1s\'')
    .addOption(
      new Option('--sort <order>', 'order of the list').choices(['newest', 'longest', 'shortest']),
    )
    .option('--limit <count>', 'maximum number of results, 1 to 500 (default: 20)', parseLimit)
    .addOption(json())
    .hook('preAction', rejectOtherFilters)
    .exitOverride()
    .showHelpAfterError('(run traces --help for usage)')
    .addHelpText('after', EXAMPLES)
    .action((traceId: string | undefined, options: TraceFilters) =>
      traceId === undefined
        ? listTraces(client(), terminal, options)
        : showTrace(client(), terminal, traceId, options),
    )

  program
    .command('services')
    .description('List services, or show the delivery counters of one')
    .argument('[service]', 'service name')
    .addOption(json())
    // Commander hands an option that the parent has too to the parent.
    .action((service: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals()
      return service === undefined
        ? listServices(client(), terminal, options)
        : showService(client(), terminal, service, options)
    })

  acceptFilters(program.command('tail'), 'traces')
    .description('Print the newest traces and follow new ones; accepts the list filters')
    .addOption(json())
    .action((_options, command: Command) =>
      tailTraces(client(), terminal, command.optsWithGlobals()),
    )

  acceptFilters(program.command('logs'), ['service', 'since', 'limit', 'run', 'errors'])
    .description('Print matching log lines, oldest first; accepts --service, --since, --limit')
    .option('--group <name>', 'only lines of this CloudWatch log group')
    .option('--stream <name>', 'only lines of this log stream')
    .option('--filter <pattern>', 'CloudWatch filter pattern: terms, { $.json } or [columns]')
    .addOption(new Option('--level <level>', 'minimum severity').choices(LEVELS))
    .option('--trace <id>', 'only lines of this trace ID')
    .option('--follow', 'follow new lines')
    .addOption(json())
    .action((_options, command: Command) => {
      return listLogs(client(), terminal, command.optsWithGlobals<LogOptions>())
    })

  acceptFilters(program.command('errors'), ['service', 'since', 'limit', 'run'])
    .description('List Rollbar items, or show one; accepts --service, --since, --limit')
    .argument('[item]', 'item number, such as 3, or fingerprint')
    .addOption(json())
    .action((item: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<ErrorOptions>()
      return item === undefined
        ? listErrors(client(), terminal, options)
        : showError(client(), terminal, item, options)
    })

  acceptFilters(program.command('count'), 'spans')
    .description('Count spans, errors and percentiles; accepts the list filters')
    .option('--by <key>', 'group by a field or attribute, for example http.route')
    .addOption(json())
    .action((_options, command: Command) =>
      countSpans(client(), terminal, command.optsWithGlobals()),
    )

  acceptFilters(program.command('metrics'), ['service', 'since', 'where', 'run', 'limit'])
    .description(
      'List metrics, or show one over time; accepts --service, --since, --where, --run, --limit',
    )
    .argument('[metric]', 'metric name, for example http.server.request.duration')
    .option('--by <key>', 'group by an attribute, for example http.route')
    .addOption(
      new Option('--type <type>', 'only metrics of this type').choices(
        METRIC_TYPES.map(({ value }) => value),
      ),
    )
    .addOption(json())
    .action((name: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<MetricOptions>()
      return name === undefined
        ? listMetrics(client(), terminal, options)
        : showMetric(client(), terminal, name, options)
    })

  acceptFilters(program.command('map'), ['since'])
    .description(
      'List calls between services with rate, errors and duration (last hour, or --since)',
    )
    .addOption(json())
    .action((_options, command: Command) => {
      return showMap(client(), terminal, command.optsWithGlobals())
    })

  acceptFilters(program.command('heatmap'), 'spans')
    .description('Draw a heatmap of span durations; accepts the list filters')
    .addOption(json())
    .action((_options, command: Command) =>
      showHeatmap(client(), terminal, command.optsWithGlobals()),
    )

  addRunCommands(program, { terminal, client })
  addAdminCommands(program, { terminal, consoleUrl, client })
  addAgentCommands(program, { terminal, consoleUrl, needsToken: token !== undefined })
  addCompletionCommands(program, {
    ...{ terminal, self },
    quickClient: () => createTerminalClient(consoleUrl, token, COMPLETION_TIMEOUT_MILLIS),
  })
  return program
}

/** Maximum time for the candidates of a completion. */
const COMPLETION_TIMEOUT_MILLIS = 800
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

const EXAMPLES = `
Examples:
  traces --service home-activities --errors --since 1h
  traces 6a1f9c0e
  traces count --by http.route --since 15m
  traces logs --filter '{ $.level >= 50 }' --follow
  traces errors --since 1h
  traces metrics http.server.request.duration --by http.route
  traces --min-duration 250ms --json | jq '.traces[].traceId'

CONSOLE_URL is the URL of the console (default: http://127.0.0.1:4000), CONSOLE_TOKEN its access token.`
