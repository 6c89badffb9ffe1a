import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Agent } from 'undici'
import {
  type ActivitiesSource,
  activitySchema,
  type Page,
  type PageRequest,
  RequestRefusedError,
  SourceUnavailableError,
} from '../activities/activity.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'

export interface UserActivitiesClientOptions {
  /** Base URL of the service, without `/api`. */
  readonly url: string
  /** Timeout for the complete response. */
  readonly timeoutMillis: number
}

export interface UserActivitiesClient extends ActivitiesSource {
  close(): Promise<void>
}

const activities = Compile(Type.Array(activitySchema))
const maxResponseBytes = 8 * 1024 * 1024

/** HTTP client of user-activities with keep-alive connections; failures become SourceUnavailableError. */
export function createUserActivitiesClient(
  options: UserActivitiesClientOptions,
): UserActivitiesClient {
  const { url, timeoutMillis } = options
  const base = new URL(url)
  const prefix = base.pathname.replace(/\/$/, '')
  const agent = new Agent({
    connections: 64,
    keepAliveTimeout: 30_000,
    connect: { timeout: timeoutMillis },
    maxResponseSize: maxResponseBytes,
  })
  const circuitBreaker = createCircuitBreaker({
    maxFailures: 5,
    openMillis: 2_000,
    isFailure: (error) => error instanceof SourceUnavailableError,
  })

  async function list({ limit, before }: PageRequest): Promise<Page> {
    const query = new URLSearchParams({ limit: String(limit), ...(before && { before }) })
    const { statusCode, headers, body } = await agent.request({
      origin: base.origin,
      method: 'GET',
      path: `${prefix}/api/activities?${query}`,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMillis),
    })
    if (statusCode !== 200) {
      await body.dump()
      if (statusCode === 400) throw new RequestRefusedError('before is not a cursor')
      throw new Error(`status ${statusCode}`)
    }
    const found: unknown = await body.json()
    if (!activities.Check(found)) throw new Error('the response is not a list of activities')
    const next = nextCursor(headers.link)
    return next ? { activities: found, next } : { activities: found }
  }

  return {
    list: (request) =>
      circuitBreaker.run(
        () =>
          list(request).catch((cause: Error) => {
            if (cause instanceof RequestRefusedError) throw cause
            throw new SourceUnavailableError(`user-activities: ${reason(cause, timeoutMillis)}`, {
              cause,
            })
          }),
        () =>
          new SourceUnavailableError(
            'user-activities: circuit breaker open after repeated failures',
          ),
      ),
    close: () => agent.destroy(),
  }
}

function reason(error: Error & { code?: unknown }, timeoutMillis: number): string {
  if (error.name === 'TimeoutError') return `no response within ${timeoutMillis} ms`
  return error.message || String(error.code ?? error.name)
}

/** `before` of the `Link` with relation `next` (RFC 8288). */
function nextCursor(link: string | string[] | undefined): string | undefined {
  const [, target] = /<([^>]*)>;\s*rel="next"/.exec(String(link ?? '')) ?? []
  return target
    ? (new URL(target, 'http://any').searchParams.get('before') ?? undefined)
    : undefined
}
