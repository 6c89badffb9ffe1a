import type { Command } from 'commander'
import type { ConsoleClient } from '../client/console-client.ts'
import { clearData } from './commands/clear-data.ts'
import { exportTrace } from './commands/export-trace.ts'
import { importTraces } from './commands/import-traces.ts'
import { listReceivers } from './commands/list-receivers.ts'
import type { Terminal } from './terminal.ts'

interface Context {
  readonly terminal: Terminal
  readonly consoleUrl: string
  client(): ConsoleClient
}

/** Export, import, receivers and clear. */
export function addAdminCommands(program: Command, { terminal, consoleUrl, client }: Context) {
  program
    .command('export')
    .description('Export the spans and log lines of a trace as OTLP JSON')
    .argument('<trace-id>', 'trace ID, or its first digits')
    .option('-o, --output <file>', 'output file (default: standard output)')
    .action((traceId: string, options: { readonly output?: string }) =>
      exportTrace(client(), terminal, traceId, options),
    )

  program
    .command('import')
    .description('Import spans and log lines from an OTLP JSON file; kept until traces clear')
    .argument('<file>', 'one document, or one document per line')
    .action((file: string) => importTraces(client(), terminal, file))

  program
    .command('receivers')
    .description('List the counters of each receiver since the console started')
    .option('--json', 'print the API response as JSON')
    // Commander hands an option that the parent has too to the parent.
    .action((_options, command: Command) =>
      listReceivers(client(), terminal, command.optsWithGlobals()),
    )

  program
    .command('clear')
    .description('Delete all stored telemetry')
    .option('--yes', 'skip the confirmation')
    .action((options: { readonly yes?: true }) =>
      clearData(client(), terminal, { ...options, consoleUrl }),
    )
}
