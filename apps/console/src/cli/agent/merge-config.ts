import { isDeepStrictEqual } from 'node:util'
import { plain } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'
import { type AgentClient, SERVER_NAME } from './clients.ts'

type JsonObject = Readonly<Record<string, unknown>>

interface Server {
  /** URL of `/mcp`. */
  readonly url: string
  readonly needsToken: boolean
}

/**
 * The configuration of a client with the console as a server; other entries and the indentation are kept.
 * @param text The present file, or undefined without one.
 * @throws TracesError when the file is not a JSON object, or has a different entry and `force` is not set
 */
export function mergeConfig(
  client: AgentClient,
  text: string | undefined,
  { url, needsToken }: Server,
  force: boolean,
): string {
  const { configFile: file, serversKey, tokenVariable, tokenInput } = client
  const config = text === undefined || text.trim() === '' ? {} : parseObject(file, text)
  const servers = memberOf(config, serversKey) ?? {}
  if (!isObject(servers)) throw new TracesError(`${file}: ${serversKey} must be an object`)
  const entry = {
    ...{ type: 'http', url },
    ...(needsToken && { headers: { Authorization: `Bearer \${${tokenVariable}}` } }),
  }
  const present = memberOf(servers, SERVER_NAME)
  const isPresent = isDeepStrictEqual(present, entry)
  if (present !== undefined && !isPresent && !force)
    throw new TracesError(
      `${file} has a different entry ${SERVER_NAME} (${plain(JSON.stringify(present).slice(0, 200))}): use --force to overwrite it`,
    )
  const inputs = memberOf(config, 'inputs') ?? []
  if (!Array.isArray(inputs)) throw new TracesError(`${file}: inputs must be an array`)
  const hasInput = inputs.some((input) => isObject(input) && input.id === tokenInput?.id)
  const addsInput = needsToken && tokenInput !== undefined && !hasInput
  if (text !== undefined && isPresent && !addsInput) return text
  const merged = {
    ...config,
    [serversKey]: { ...servers, [SERVER_NAME]: entry },
    ...(addsInput && { inputs: [...inputs, tokenInput] }),
  }
  return `${JSON.stringify(merged, undefined, indentationOf(text))}\n`
}

function parseObject(file: string, text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {}
  throw new TracesError(
    `${file} is not a JSON object (comments are not supported) and was left unchanged: add the entry yourself, see traces agent init --print`,
  )
}

function memberOf(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function indentationOf(text = ''): string {
  return /\n([\t ]{1,8})"/.exec(text)?.[1] ?? '  '
}
