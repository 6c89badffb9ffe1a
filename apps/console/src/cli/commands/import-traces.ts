import { readFile } from 'node:fs/promises'
import type { ConsoleClient } from '../../client/console-client.ts'
import { importHeader } from '../../contract/headers.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

const TIMEOUT_MILLIS = 60_000
/** OTLP's path for each part of a document. */
const PATHS = { resourceSpans: '/v1/traces', resourceLogs: '/v1/logs' }

/**
 * Import spans and log lines from an OTLP JSON file.
 * @param file One document, or one a line as the Collector's file exporter writes them.
 */
export async function importTraces(
  client: ConsoleClient,
  terminal: Terminal,
  file: string,
  { consoleUrl, to }: { readonly consoleUrl: string; readonly to?: string },
): Promise<void> {
  const documents = await readDocuments(file)
  const receiver = to ?? (await otlpUrl(client, consoleUrl))
  for (const document of documents)
    for (const [part, path] of Object.entries(PATHS)) {
      const list = document[part]
      if (Array.isArray(list) && list.length > 0)
        await send(`${receiver.replace(/\/+$/, '')}${path}`, { [part]: list })
    }
  const ids = traceIds(documents)
  terminal.note(`Imported ${ids.length === 1 ? `trace ${ids[0]}` : `${ids.length} traces`}`)
}

type Document = Readonly<Record<string, unknown>>

async function readDocuments(file: string): Promise<Document[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new TracesError(`Cannot read ${plain(file)} (${error.code})`, { cause: error })
  })
  const documents = parse([text]) ?? parse(text.split('\n').filter((line) => line.trim() !== ''))
  const isOtlp = (document: Document) => Object.keys(PATHS).some((part) => part in document)
  if (!documents?.some(isOtlp))
    throw new TracesError(
      `${plain(file)} is not OTLP JSON: it has neither resourceSpans nor resourceLogs`,
    )
  return documents
}

/** `undefined` unless every text is a JSON object. */
function parse(texts: readonly string[]): Document[] | undefined {
  try {
    const values: unknown[] = texts.map((text) => JSON.parse(text))
    const isObject = (value: unknown) => typeof value === 'object' && value !== null
    return values.every(isObject) ? (values as Document[]) : undefined
  } catch {
    return undefined
  }
}

/** The receiver is on the host of the console; the API returns its port. */
async function otlpUrl(client: ConsoleClient, consoleUrl: string): Promise<string> {
  const { receivers } = await client.listReceivers()
  const url = new URL('/', consoleUrl)
  url.port = String(receivers.find(({ name }) => name === 'otlp')?.port)
  return url.href
}

async function send(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [importHeader]: '1' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  }).catch((cause: unknown) => {
    throw new TracesError(`No OTLP receiver responds at ${url}. Set another URL with --to`, {
      cause,
    })
  })
  const result = (await response.json().catch(() => ({}))) as {
    readonly message?: string
    readonly partialSuccess?: { readonly errorMessage?: string }
  }
  const refusal = result.partialSuccess?.errorMessage ?? (response.ok ? undefined : result.message)
  if (!response.ok || refusal)
    throw new TracesError(
      `${url} rejects part of the data: ${plain(refusal ?? `${response.status}`)}`,
    )
}

function traceIds(documents: readonly Document[]): string[] {
  // A link names another trace, which is not in the file for that.
  const json = JSON.stringify(documents, (key, value) => (key === 'links' ? undefined : value))
  const ids = json.matchAll(/"traceId":"([0-9a-fA-F]{32})"/g)
  return [...new Set([...ids].map(([, id]) => id?.toLowerCase() ?? ''))]
}
