import type { Command } from 'commander'
import { clearData } from './commands/clear-data.ts'
import { exportTrace } from './commands/export-trace.ts'
import { importTraces } from './commands/import-traces.ts'
import { listReceivers } from './commands/list-receivers.ts'
import type { ConsoleClient } from './console-client.ts'
import type { Terminal } from './terminal.ts'

interface Context {
  readonly terminal: Terminal
  readonly consoleUrl: string
  client(): ConsoleClient
}

/** What brings data in and out and keeps the console in order. */
export function addUpkeepCommands(program: Command, { terminal, consoleUrl, client }: Context) {
  program
    .command('export')
    .description('Writes the spans and log lines of a trace as OTLP JSON')
    .argument('<trace-id>', '32 hex digits, or the first few of a recent trace')
    .option('-o, --output <file>', 'where to (default: the standard output)')
    .action((traceId: string, options: { readonly output?: string }) =>
      exportTrace(client(), terminal, traceId, options),
    )

  program
    .command('import')
    .description('Sends the spans and log lines of an OTLP JSON file to the console')
    .argument('<file>', 'one document, or one a line')
    .option('--to <url>', 'another OTLP receiver, for example http://127.0.0.1:4318')
    .action((file: string, options: { readonly to?: string }) =>
      importTraces(client(), terminal, file, { ...options, consoleUrl }),
    )

  program
    .command('receivers')
    .description('Lists what each receiver took, refused and lost since the console started')
    .option('--json', 'print the answer of the API and nothing else')
    // Commander hands an option that the parent has too to the parent.
    .action((_options, command: Command) =>
      listReceivers(client(), terminal, command.optsWithGlobals()),
    )

  program
    .command('clear')
    .description('Removes everything received: spans, segments, log lines and errors')
    .option('--yes', 'do not ask')
    .action((options: { readonly yes?: true }) =>
      clearData(client(), terminal, { ...options, consoleUrl }),
    )
}
