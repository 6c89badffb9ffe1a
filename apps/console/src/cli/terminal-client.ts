import { ApiError } from '../client/api-error.ts'
import { type ConsoleClient, createConsoleClient } from '../client/console-client.ts'
import { TracesError } from './traces-error.ts'

const responseTimeoutMillis = 30_000

/**
 * @param consoleUrl URL of the console, for example `http://127.0.0.1:4000`.
 * @param token The access token of the console.
 * @param timeoutMillis Maximum time for a response.
 * @throws TracesError when the URL is invalid, the console is unreachable or the response is an error
 */
export function createTerminalClient(
  consoleUrl: string,
  token?: string,
  timeoutMillis = responseTimeoutMillis,
): ConsoleClient {
  if (!/^https?:$/.test(URL.parse(consoleUrl)?.protocol ?? ''))
    throw new TracesError(
      `CONSOLE_URL must be an http URL such as http://127.0.0.1:4000 (got "${consoleUrl}")`,
    )
  return createConsoleClient({
    ...{ url: consoleUrl.replace(/\/+$/, ''), timeoutMillis },
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    fetch: async (request) => {
      const response = await fetch(request).catch((error: unknown) => {
        throw unreachable(consoleUrl, error)
      })
      if (!response.ok) {
        const problem: unknown = await response.json().catch(() => undefined)
        throw new TracesError(new ApiError(response.status, problem).message)
      }
      const type = response.headers.get('content-type') ?? ''
      if (response.status !== 204 && !type.includes('json'))
        throw new TracesError(
          `The server at ${consoleUrl} is not a console: set CONSOLE_URL to the URL of the console`,
        )
      return response
    },
  })
}

function unreachable(consoleUrl: string, error: unknown): TracesError {
  const what =
    error instanceof DOMException && error.name === 'TimeoutError'
      ? `The console at ${consoleUrl} timed out`
      : `No console is running at ${consoleUrl}`
  return new TracesError(`${what}. Start it with: npx pnpm@12 dev (or set CONSOLE_URL)`, {
    cause: error,
  })
}
