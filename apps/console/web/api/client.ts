import { changeHeader } from '../../src/contract/headers.ts'
import type { TraceHistogram, TraceHistogramSearch } from '../../src/contract/histogram.ts'
import type {
  OperationList,
  ServiceList,
  Trace,
  TraceList,
  TraceSearch,
} from '../../src/contract/traces.ts'

/** An error response of the console; `message` is its `detail`, written for the user. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

export function getServices(signal: AbortSignal): Promise<ServiceList> {
  return get('services', signal)
}

export function getOperations(service: string, signal: AbortSignal): Promise<OperationList> {
  return get(`services/${encodeURIComponent(service)}/operations`, signal)
}

export function searchTraces(search: TraceSearch, signal: AbortSignal): Promise<TraceList> {
  return getWithQuery('traces', search, signal)
}

export function getTraceHistogram(
  search: TraceHistogramSearch,
  signal: AbortSignal,
): Promise<TraceHistogram> {
  return getWithQuery('traces/histogram', search, signal)
}

/** Sends a GET request; undefined parameters are left out. */
export function getWithQuery<Body>(
  path: string,
  search: object,
  signal: AbortSignal,
): Promise<Body> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined) query.set(name, String(value))
  return get(`${path}?${query}`, signal)
}

/** @param onMegabyte Called with the number of whole megabytes received so far. */
export function getTrace(
  traceId: string,
  signal: AbortSignal,
  onMegabyte?: (count: number) => void,
): Promise<Trace> {
  return get(`traces/${encodeURIComponent(traceId)}`, signal, onMegabyte)
}

/** @throws ApiError for an error response */
export async function get<Body>(
  path: string,
  signal: AbortSignal,
  onMegabyte?: (count: number) => void,
): Promise<Body> {
  const response = await fetch(`/api/v1/${path}`, { signal })
  if (!response.ok) throw await toApiError(response)
  const counted = onMegabyte === undefined ? response : countMegabytes(response, onMegabyte)
  return (await counted.json()) as Body
}

/** Sends a request that changes data; its header proves that it comes from this page. */
export async function change<Body>(path: string, request: RequestInit): Promise<Body> {
  const headers = new Headers(request.headers)
  headers.set(changeHeader, '1')
  const response = await fetch(`/api/v1/${path}`, { ...request, headers })
  if (!response.ok) throw await toApiError(response)
  return (response.status === 204 ? undefined : await response.json()) as Body
}

async function toApiError(response: Response): Promise<ApiError> {
  if (response.status === 401) openSignIn()
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string }
  return new ApiError(
    problem.detail ?? problem.title ?? `The console responded with status ${response.status}`,
    response.status,
  )
}

let leaving = false
window.addEventListener('pageshow', () => {
  leaving = false
})

/**
 * Opens the sign-in form, which returns to the current URL. Only the first of several 401 responses
 * leaves the page; a second navigation would cancel the first.
 */
export function openSignIn(): void {
  if (leaving) return
  leaving = true
  const { pathname, search } = window.location
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`)
}

function countMegabytes(response: Response, onMegabyte: (count: number) => void): Response {
  let bytes = 0
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      onMegabyte(Math.floor(bytes / 1e6))
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(counter))
}
