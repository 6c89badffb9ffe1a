import { internalCallerHeader } from '@cruddur/fastify-service'
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

/** Result of the latest call. */
export type UserActivitiesState = 'unknown' | 'ok' | 'rate limited' | 'unavailable'

export interface UserActivitiesClient extends ActivitiesSource {
  state(): UserActivitiesState
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

  let state: UserActivitiesState = 'unknown'

  async function list({ limit, before }: PageRequest): Promise<Page> {
    const query = new URLSearchParams({ limit: String(limit), ...(before && { before }) })
    const { statusCode, headers, body } = await agent.request({
      origin: base.origin,
      method: 'GET',
      path: `${prefix}/api/activities?${query}`,
      headers: { accept: 'application/json', [internalCallerHeader]: 'home-activities' },
      signal: AbortSignal.timeout(timeoutMillis),
    })
    if (statusCode !== 200) {
      await body.dump()
      if (statusCode === 400) throw new RequestRefusedError('before is not a cursor')
      throw unavailable(statusCode, headers['retry-after'])
    }
    const found: unknown = await body.json()
    if (!activities.Check(found)) throw new Error('the response is not a list of activities')
    const next = nextCursor(headers.link)
    return next ? { activities: found, next } : { activities: found }
  }

  async function call(request: PageRequest): Promise<Page> {
    try {
      const page = await list(request)
      state = 'ok'
      return page
    } catch (cause) {
      if (cause instanceof RequestRefusedError) throw cause
      state = cause instanceof RateLimitedError ? 'rate limited' : 'unavailable'
      if (cause instanceof SourceUnavailableError) throw cause
      const message = `user-activities: ${reason(cause as Error, timeoutMillis)}`
      throw new SourceUnavailableError(message, { cause })
    }
  }

  return {
    state: () => state,
    list: (request) =>
      circuitBreaker.run(
        () => call(request),
        () =>
          new SourceUnavailableError(
            'user-activities: circuit breaker open after repeated failures',
          ),
      ),
    close: () => agent.destroy(),
  }
}

class RateLimitedError extends SourceUnavailableError {}

function unavailable(status: number, retryAfter: string | string[] | undefined): Error {
  const seconds = Number(retryAfter)
  const options = seconds > 0 ? { retryAfterSeconds: Math.ceil(seconds) } : {}
  return status === 429
    ? new RateLimitedError('user-activities: status 429, rate limit exceeded', options)
    : new SourceUnavailableError(`user-activities: status ${status}`, options)
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
