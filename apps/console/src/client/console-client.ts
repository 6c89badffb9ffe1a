import createClient from 'openapi-fetch'
import type {
  AttributeSearch,
  CompareSearch,
  CountSearch,
  HeatmapSearch,
} from '../contract/analysis.ts'
import type { PeriodSearch } from '../contract/compare.ts'
import type { ErrorFilter, ErrorItemSearch, OccurrenceSearch } from '../contract/errors.ts'
import type { FindingSearch } from '../contract/findings.ts'
import { changeHeader } from '../contract/headers.ts'
import type { TraceHistogramSearch } from '../contract/histogram.ts'
import type { LogBatch, LogSearch, LogTail } from '../contract/logs.ts'
import type { MetricQuery, MetricSearch } from '../contract/metrics.ts'
import type { RunSearch } from '../contract/runs.ts'
import type { ServiceMapSearch } from '../contract/service-map.ts'
import type { ServiceSearch, TraceSearch } from '../contract/traces.ts'
import { ApiError } from './api-error.ts'
import type { paths } from './console-api.gen.ts'

type Fetch = (request: Request) => Promise<Response>

export interface ClientOptions {
  /** Base URL of the console; the origin of the page by default. */
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Maximum time for a response, except that of a tail. */
  readonly timeoutMillis?: number
  readonly fetch?: Fetch
}

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly fetch?: Fetch
}

export type ConsoleClient = ReturnType<typeof createConsoleClient>

/**
 * `/api/v1` of a console, with the types of the OpenAPI document that it serves. Methods reject with
 * an `ApiError` for an error response, and with the error of `fetch` when there is no response.
 */
export function createConsoleClient({ url = '', timeoutMillis, ...options }: ClientOptions = {}) {
  const api = createClient<paths>({ baseUrl: url, ...options })
  const change = { header: { [changeHeader]: '1' } } as const

  function within({ signal, ...call }: CallOptions = {}) {
    const signals = [
      ...(signal === undefined ? [] : [signal]),
      ...(timeoutMillis === undefined ? [] : [AbortSignal.timeout(timeoutMillis)]),
    ]
    return { ...call, signal: AbortSignal.any(signals) }
  }

  return {
    listServices: (search: ServiceSearch = {}, call?: CallOptions) =>
      read(api.GET('/api/v1/services', { params: { query: search }, ...within(call) })),
    listOperations: (service: string, call?: CallOptions) =>
      read(
        api.GET('/api/v1/services/{service}/operations', {
          ...{ params: { path: { service } }, ...within(call) },
        }),
      ),
    listLedgers: (call?: CallOptions) => read(api.GET('/api/v1/ledgers', within(call))),
    listRuns: (search: RunSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/runs', { params: { query: search }, ...within(call) })),
    serviceMap: (search: ServiceMapSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/service-map', { params: { query: search }, ...within(call) })),

    searchTraces: (search: TraceSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/traces', { params: { query: search }, ...within(call) })),
    traceHistogram: (search: TraceHistogramSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/traces/histogram', { params: { query: search }, ...within(call) })),
    findTraceIds: (prefix: string, call?: CallOptions) =>
      read(api.GET('/api/v1/trace-ids', { params: { query: { prefix } }, ...within(call) })),
    getTrace: (traceId: string, call?: CallOptions) =>
      read(api.GET('/api/v1/traces/{traceId}', { params: { path: { traceId } }, ...within(call) })),
    /** Spans and log lines as OTLP JSON. */
    exportTrace: (traceId: string, call?: CallOptions) =>
      read(
        api.GET('/api/v1/traces/{traceId}/otlp', {
          ...{ params: { path: { traceId } }, ...within(call) },
        }),
      ),
    getFindings: (traceId: string, call?: CallOptions) =>
      read(
        api.GET('/api/v1/traces/{traceId}/findings', {
          ...{ params: { path: { traceId } }, ...within(call) },
        }),
      ),
    listFindings: (search: FindingSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/findings', { params: { query: search }, ...within(call) })),

    countSpans: (search: CountSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/spans/count', { params: { query: search }, ...within(call) })),
    heatmap: (search: HeatmapSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/spans/heatmap', { params: { query: search }, ...within(call) })),
    compareBox: (search: CompareSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/spans/compare', { params: { query: search }, ...within(call) })),
    comparePeriods: (search: PeriodSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/compare', { params: { query: search }, ...within(call) })),
    listAttributes: (search: AttributeSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/attributes', { params: { query: search }, ...within(call) })),
    listAttributeValues: (key: string, search: AttributeSearch, call?: CallOptions) =>
      read(
        api.GET('/api/v1/attributes/{key}/values', {
          ...{ params: { path: { key }, query: search }, ...within(call) },
        }),
      ),

    listMetrics: (search: MetricSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/metrics', { params: { query: search }, ...within(call) })),
    readMetric: (search: MetricQuery, call?: CallOptions) =>
      read(api.GET('/api/v1/metrics/values', { params: { query: search }, ...within(call) })),

    searchLogs: (search: LogSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/logs', { params: { query: search }, ...within(call) })),
    listLogGroups: (call?: CallOptions) => read(api.GET('/api/v1/logs/groups', within(call))),
    /** Batches of log lines as they arrive, until the console ends. */
    async *tailLogs(tail: LogTail, call: CallOptions = {}): AsyncGenerator<LogBatch> {
      const params = { query: tail }
      const sent = api.GET('/api/v1/logs/tail', { params, parseAs: 'stream', ...call })
      for await (const line of readLines(await read(sent))) yield JSON.parse(line)
    },

    listErrors: (search: ErrorItemSearch, call?: CallOptions) =>
      read(api.GET('/api/v1/errors', { params: { query: search }, ...within(call) })),
    getError: (fingerprint: string, filter: ErrorFilter = {}, call?: CallOptions) =>
      read(
        api.GET('/api/v1/errors/{fingerprint}', {
          ...{ params: { path: { fingerprint }, query: filter }, ...within(call) },
        }),
      ),
    listOccurrences: (fingerprint: string, search: OccurrenceSearch, call?: CallOptions) =>
      read(
        api.GET('/api/v1/errors/{fingerprint}/occurrences', {
          ...{ params: { path: { fingerprint }, query: search }, ...within(call) },
        }),
      ),

    listReceivers: (call?: CallOptions) => read(api.GET('/api/v1/receivers', within(call))),
    /** @param file OTLP JSON: one document, or one document per line */
    importFile: (file: Blob, call?: CallOptions) =>
      read(
        api.POST('/api/v1/import', {
          ...{ params: change, body: file, bodySerializer: () => file, ...within(call) },
          headers: { 'content-type': 'application/json' },
        }),
      ),
    async clearData(call?: CallOptions): Promise<void> {
      const { response, error } = await api.DELETE('/api/v1/data', {
        ...{ params: change, ...within(call) },
      })
      if (!response.ok) throw new ApiError(response.status, error)
    },
  }
}

/** The body of a successful response. @throws ApiError */
async function read<Body>(
  sent: Promise<{ readonly data?: Body; readonly error?: unknown; readonly response: Response }>,
): Promise<Body> {
  const { data, error, response } = await sent
  if (data === undefined) throw new ApiError(response.status, error)
  return data
}

/** Lines of a streamed text; an incomplete last line is omitted. */
async function* readLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (body === null) return
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
