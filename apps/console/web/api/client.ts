import type {
  OperationList,
  ServiceList,
  Trace,
  TraceList,
  TraceSearch,
} from '../../src/api/contract.ts'
import { changeHeader } from '../../src/api/contract-admin.ts'
import type { TraceHistogram, TraceHistogramSearch } from '../../src/api/contract-histogram.ts'

/** The console answered, and the answer is a problem; `message` is made for people. */
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
  return ask('traces', search, signal)
}

export function getTraceHistogram(
  search: TraceHistogramSearch,
  signal: AbortSignal,
): Promise<TraceHistogram> {
  return ask('traces/histogram', search, signal)
}

/** Asks with a query; parts that are undefined are left out. */
export function ask<Answer>(path: string, search: object, signal: AbortSignal): Promise<Answer> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined) query.set(name, String(value))
  return get(`${path}?${query}`, signal)
}

/** @param onMegabyte Called with how many whole megabytes have arrived, as a large trace comes. */
export function getTrace(
  traceId: string,
  signal: AbortSignal,
  onMegabyte?: (count: number) => void,
): Promise<Trace> {
  return get(`traces/${encodeURIComponent(traceId)}`, signal, onMegabyte)
}

/** @throws ApiError when the answer is a problem */
export async function get<Answer>(
  path: string,
  signal: AbortSignal,
  onMegabyte?: (count: number) => void,
): Promise<Answer> {
  const response = await fetch(`/api/v1/${path}`, { signal })
  if (!response.ok) throw await toApiError(response)
  const counted = onMegabyte === undefined ? response : countMegabytes(response, onMegabyte)
  return (await counted.json()) as Answer
}

/** Asks for a change, which the console does only for a page of its own. */
export async function change<Answer>(path: string, request: RequestInit): Promise<Answer> {
  const headers = new Headers(request.headers)
  headers.set(changeHeader, '1')
  const response = await fetch(`/api/v1/${path}`, { ...request, headers })
  if (!response.ok) throw await toApiError(response)
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

async function toApiError(response: Response): Promise<ApiError> {
  if (response.status === 401) askToSignIn()
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string }
  return new ApiError(
    problem.detail ?? problem.title ?? `The console answered ${response.status}`,
    response.status,
  )
}

let leaving = false
window.addEventListener('pageshow', () => {
  leaving = false
})

/**
 * The console wants its token: the form asks for it and comes back to what the address says now. Of
 * several answers that want it the first one leaves the page; a second would start the way anew.
 */
export function askToSignIn(): void {
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
