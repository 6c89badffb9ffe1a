import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleWhen,
  retry,
} from 'cockatiel'
import createClient, { type Client } from 'openapi-fetch'
import { Agent, Request, fetch as undiciFetch } from 'undici'
import { errorOf, ServiceRejectedError, ServiceUnavailableError } from './service-errors.ts'

export interface ServiceClientOptions {
  /** Name of the service, for error messages. */
  readonly name: string
  /** Base URL; may have a path. */
  readonly url: string
  /** Timeout for a complete response, including a retry. */
  readonly timeoutMillis: number
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Result of the latest call. */
export type ServiceState = 'unknown' | 'ok' | 'rate limited' | 'unavailable'

/** The response of a request of openapi-fetch. */
interface Result<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

export interface ServiceClient<Paths extends object> {
  /**
   * Sends one request. `request` gets the typed client of openapi-fetch.
   *
   * @returns the body and the headers of a successful response; the body of a 204 is undefined
   * @throws ServiceUnavailableError, also while the circuit breaker is open
   * @throws ServiceRejectedError for a status 4xx, with the `code` of the service
   */
  call<Data>(
    request: (api: Client<Paths>) => Promise<Result<Data>>,
  ): Promise<{ readonly data: Data; readonly headers: Headers }>
  state(): ServiceState
  close(): Promise<void>
}

const maxResponseBytes = 8 * 1024 * 1024
const maxFailures = 5
const openMillis = 2_000

/**
 * Creates the client of a service from the types of its OpenAPI document. After five consecutive
 * failures it rejects calls for two seconds. A request that can be repeated safely (GET, or POST with
 * `Idempotency-Key`) is repeated once when its connection fails.
 *
 * @example
 * const users = createServiceClient<paths>({ name: 'users', url, timeoutMillis: 2_000 })
 * const { data } = await users.call((api) => api.GET('/api/users', { params: { query: { limit } } }))
 */
export function createServiceClient<Paths extends object>(
  options: ServiceClientOptions,
): ServiceClient<Paths> {
  const { name, url, timeoutMillis, headers = {} } = options
  const agent = new Agent({
    connections: 64,
    keepAliveTimeout: 30_000,
    connect: { timeout: timeoutMillis },
    maxResponseSize: maxResponseBytes,
  })
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof ServiceUnavailableError),
    { halfOpenAfter: openMillis, breaker: new ConsecutiveBreaker(maxFailures) },
  )
  const retryOnce = retry(handleWhen(isConnectionFailure), {
    maxAttempts: 1,
    backoff: new ConstantBackoff(20),
  })
  const api = createClient<Paths>({
    baseUrl: url.replace(/\/$/, ''),
    headers,
    // Node bundles another version of undici than the one of the agent.
    Request: Request as unknown as typeof globalThis.Request,
    fetch: (input) => send(input as unknown as Request) as unknown as Promise<Response>,
  })
  let state: ServiceState = 'unknown'

  function send(request: Request) {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMillis)])
    const attempt = () => undiciFetch(request.clone(), { dispatcher: agent, signal })
    return isRepeatable(request) ? retryOnce.execute(attempt) : attempt()
  }

  async function call<Data>(request: (client: Client<Paths>) => Promise<Result<Data>>) {
    try {
      const { data, error, response } = await request(api)
      if (!response.ok) throw errorOf(name, response, error)
      if (data === undefined && response.status !== 204)
        throw new ServiceUnavailableError(`${name}: empty response`, { status: response.status })
      state = 'ok'
      return { data: data as Data, headers: response.headers }
    } catch (cause) {
      if (cause instanceof ServiceRejectedError) throw cause
      const failure =
        cause instanceof ServiceUnavailableError
          ? cause
          : new ServiceUnavailableError(`${name}: ${reasonOf(cause, timeoutMillis)}`, { cause })
      state = failure.status === 429 ? 'rate limited' : 'unavailable'
      throw failure
    }
  }

  return {
    async call(request) {
      try {
        return await breaker.execute(() => call(request))
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error
        throw new ServiceUnavailableError(`${name}: circuit breaker open after repeated failures`)
      }
    },
    state: () => state,
    close: () => agent.destroy(),
  }
}

const isRepeatable = ({ method, headers }: Request) =>
  method === 'GET' || method === 'HEAD' || headers.has('idempotency-key')

/** undici wraps an error of the connection. */
const codeOf = (error: unknown): unknown => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return code ?? (cause === undefined ? undefined : codeOf(cause))
}

function isConnectionFailure(error: unknown): boolean {
  return /^(ECONN|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED)/.test(String(codeOf(error)))
}

function reasonOf(error: unknown, timeoutMillis: number): string {
  const { name, message, cause } = error as Error
  if (name === 'TimeoutError') return `no response within ${timeoutMillis} ms`
  // The message of undici is "fetch failed".
  if (cause instanceof Error) return reasonOf(cause, timeoutMillis)
  return message || String(codeOf(error) ?? name)
}
