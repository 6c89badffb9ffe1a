/** Name of the console among the servers of a client. */
export const SERVER_NAME = 'cruddur'

export interface AgentClient {
  /** Paths from the folder of the project. */
  readonly configFile: string
  readonly instructionsFile: string
  /** The object that maps names to servers. */
  readonly serversKey: 'mcpServers' | 'servers'
  /** Variable of the client that has the token; the token itself is never written. */
  readonly tokenVariable: string
  /** Prompt for the token, for a client that does not read variables of the environment. */
  readonly tokenInput?: Readonly<Record<string, unknown>> & { readonly id: string }
  /** YAML before the instructions. */
  readonly frontMatter: string
}

const description =
  'Find errors, slow requests and their causes in traces, logs and metrics of the running services with the MCP server cruddur. Use when a request fails or is slow, and to verify a change.'

export const CLIENTS = {
  // https://code.claude.com/docs/en/mcp
  'claude-code': {
    configFile: '.mcp.json',
    instructionsFile: '.claude/skills/cruddur-console/SKILL.md',
    serversKey: 'mcpServers',
    tokenVariable: 'CONSOLE_TOKEN',
    frontMatter: `name: cruddur-console\ndescription: ${description}`,
  },
  // https://cursor.com/docs/context/mcp
  cursor: {
    configFile: '.cursor/mcp.json',
    instructionsFile: '.cursor/rules/cruddur-console.mdc',
    serversKey: 'mcpServers',
    tokenVariable: 'env:CONSOLE_TOKEN',
    frontMatter: `description: ${description}\nalwaysApply: false`,
  },
  // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration
  vscode: {
    configFile: '.vscode/mcp.json',
    instructionsFile: '.github/instructions/cruddur-console.instructions.md',
    serversKey: 'servers',
    tokenVariable: 'input:cruddur-console-token',
    tokenInput: {
      ...{ type: 'promptString', id: 'cruddur-console-token' },
      ...{ description: 'CONSOLE_TOKEN of the Cruddur console', password: true },
    },
    frontMatter: `description: ${description}`,
  },
} as const satisfies Readonly<Record<string, AgentClient>>

export type ClientName = keyof typeof CLIENTS
export const CLIENT_NAMES = Object.keys(CLIENTS) as ClientName[]
