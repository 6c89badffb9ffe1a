import { type Command, Option } from 'commander'
import { CLIENT_NAMES } from './agent/clients.ts'
import { type InitAgentOptions, initAgent } from './commands/init-agent.ts'
import type { Terminal } from './terminal.ts'

interface Context {
  readonly terminal: Terminal
  readonly consoleUrl: string
  readonly needsToken: boolean
}

/** The commands under `agent`. */
export function addAgentCommands(program: Command, { terminal, ...context }: Context): void {
  program
    .command('agent')
    .description('Connect an AI agent to the console')
    .command('init')
    .description('Write the MCP configuration and the instructions of a client into a project')
    .addOption(new Option('--client <name>', 'client').choices(CLIENT_NAMES).default('claude-code'))
    .option('--directory <path>', 'folder of the project', '.')
    .option('--print', 'print the files instead of writing them')
    .option('--force', 'overwrite a different entry and edited instructions')
    .option('--json', 'print the result as JSON')
    // Commander hands an option that the parent has too to the parent.
    .action((_options, command: Command) => {
      return initAgent(terminal, command.optsWithGlobals<InitAgentOptions>(), context)
    })
}
