import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type AgentClient, CLIENTS, type ClientName } from '../agent/clients.ts'
import { renderInstructions } from '../agent/instructions.ts'
import { mergeConfig } from '../agent/merge-config.ts'
import { renderJson } from '../render/json.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

/** The options of `traces agent init` as commander parsed them. */
export interface InitAgentOptions {
  readonly client: ClientName
  /** Folder of the project. */
  readonly directory: string
  readonly print?: true
  readonly force?: true
  readonly json?: true
}

interface PlannedFile {
  /** From the folder of the project. */
  readonly path: string
  readonly action: 'create' | 'update' | 'unchanged'
  readonly content: string
}

const DONE = { create: 'Created', update: 'Updated', unchanged: 'Unchanged' }

/**
 * Writes the MCP configuration and the instructions of a client, or prints them. Nothing is written when
 * one of the files is refused.
 */
export async function initAgent(
  terminal: Terminal,
  options: InitAgentOptions,
  { consoleUrl, needsToken }: { readonly consoleUrl: string; readonly needsToken: boolean },
): Promise<void> {
  const { client: name, directory, print, json } = options
  const client: AgentClient = CLIENTS[name]
  const server = { url: mcpUrl(consoleUrl), needsToken }
  const files = print
    ? printedFiles(client, server)
    : await planFiles(client, server, directory, options.force === true)
  if (!print) for (const file of files) await write(directory, file)
  if (json) return terminal.print(renderJson({ client: name, url: server.url, files }))
  for (const { path, action, content } of files)
    terminal.print(print ? `# ${path}\n${content}` : `${DONE[action]} ${path}`)
  if (needsToken && !print)
    terminal.note(`The console needs a token: the client reads it from \${${client.tokenVariable}}`)
}

type Server = Parameters<typeof mergeConfig>[2]

function printedFiles(client: AgentClient, server: Server): PlannedFile[] {
  const { configFile, instructionsFile } = client
  return [
    { path: configFile, action: 'create', content: mergeConfig(client, undefined, server, false) },
    { path: instructionsFile, action: 'create', content: renderInstructions(client) },
  ]
}

async function planFiles(
  client: AgentClient,
  server: Server,
  directory: string,
  force: boolean,
): Promise<PlannedFile[]> {
  const { configFile, instructionsFile } = client
  const config = await read(directory, configFile)
  const instructions = await read(directory, instructionsFile)
  const files = [
    plan(configFile, config, mergeConfig(client, config, server, force)),
    plan(instructionsFile, instructions, renderInstructions(client)),
  ]
  if (instructions !== undefined && files[1]?.action === 'update' && !force)
    throw new TracesError(`${instructionsFile} was edited: use --force to overwrite it`)
  return files
}

function plan(path: string, present: string | undefined, content: string): PlannedFile {
  const action = present === undefined ? 'create' : present === content ? 'unchanged' : 'update'
  return { path, action, content }
}

async function read(directory: string, path: string): Promise<string | undefined> {
  try {
    return await readFile(join(directory, path), 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new TracesError(`Cannot read ${plain(join(directory, path))} (${code})`, { cause })
  }
}

async function write(directory: string, { path, action, content }: PlannedFile): Promise<void> {
  if (action === 'unchanged') return
  const file = join(directory, path)
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new TracesError(`Cannot write ${plain(file)} (${code})`, { cause })
  }
}

function mcpUrl(consoleUrl: string): string {
  const url = URL.parse(consoleUrl)
  if (!/^https?:$/.test(url?.protocol ?? '') || url?.username || url?.password)
    throw new TracesError(
      'CONSOLE_URL must be an http URL without credentials such as http://127.0.0.1:4000',
    )
  return `${consoleUrl.replace(/\/+$/, '')}/mcp`
}
