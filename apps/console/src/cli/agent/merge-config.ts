import { isDeepStrictEqual } from 'node:util'
import jsonc from 'jsonc-parser'
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
 * The configuration of a client with the console as a server; other entries, comments and the indentation are
 * kept.
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
  const present = text === undefined || text.trim() === '' ? '{}\n' : text
  const config = parseObject(file, present)
  const servers = memberOf(config, serversKey) ?? {}
  if (!isObject(servers)) throw new TracesError(`${file}: ${serversKey} must be an object`)
  const entry = {
    ...{ type: 'http', url },
    ...(needsToken && { headers: { Authorization: `Bearer \${${tokenVariable}}` } }),
  }
  const known = memberOf(servers, SERVER_NAME)
  const isKnown = isDeepStrictEqual(known, entry)
  if (known !== undefined && !isKnown && !force)
    throw new TracesError(
      `${file} has a different entry ${SERVER_NAME} (${plain(JSON.stringify(known).slice(0, 200))}): use --force to overwrite it`,
    )
  const inputs = memberOf(config, 'inputs') ?? []
  if (!Array.isArray(inputs)) throw new TracesError(`${file}: inputs must be an array`)
  const hasInput = inputs.some((input) => isObject(input) && input.id === tokenInput?.id)
  const addsInput = needsToken && tokenInput !== undefined && !hasInput
  const merged = isKnown ? present : set(present, [serversKey, SERVER_NAME], entry)
  return addsInput ? set(merged, ['inputs', inputs.length], tokenInput) : merged
}

/** Writes one value; the text around it stays as it is. */
function set(text: string, path: (string | number)[], value: unknown): string {
  const formattingOptions = {
    ...indentationOf(text),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  }
  return jsonc.applyEdits(text, jsonc.modify(text, path, value, { formattingOptions }))
}

function parseObject(file: string, text: string): JsonObject {
  const errors: jsonc.ParseError[] = []
  const value: unknown = jsonc.parse(text, errors, { allowTrailingComma: true })
  if (errors.length === 0 && isObject(value)) return value
  throw new TracesError(
    `${file} is not a JSON object and was left unchanged: add the entry yourself, see traces agent init --print`,
  )
}

function memberOf(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function indentationOf(text: string): { insertSpaces: boolean; tabSize: number } {
  const indentation = /\n([\t ]{1,8})"/.exec(text)?.[1] ?? '  '
  return { insertSpaces: !indentation.includes('\t'), tabSize: indentation.length }
}
