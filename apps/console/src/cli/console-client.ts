import type { ReceiverList } from '../contract/admin.ts'
import type {
  AttributeList,
  AttributeSearch,
  CountResult,
  CountSearch,
  HeatmapResult,
  HeatmapSearch,
  ValueList,
} from '../contract/analysis.ts'
import type { PeriodComparison, PeriodSearch } from '../contract/compare.ts'
import type {
  ErrorItemDetail,
  ErrorItemList,
  ErrorItemSearch,
  OccurrenceList,
} from '../contract/errors.ts'
import type { FindingList, FindingSearch, TraceFindings } from '../contract/findings.ts'
import { changeHeader } from '../contract/headers.ts'
import type { LedgerList } from '../contract/ledgers.ts'
import type { LogBatch, LogGroupList, LogList, LogSearch, LogTail } from '../contract/logs.ts'
import type { MetricList, MetricQuery, MetricResult, MetricSearch } from '../contract/metrics.ts'
import type { RunList, RunSearch } from '../contract/runs.ts'
import type { ServiceMap } from '../contract/service-map.ts'
import type {
  OperationList,
  ServiceList,
  ServiceSearch,
  Trace,
  TraceIdList,
  TraceList,
  TraceSearch,
} from '../contract/traces.ts'
import { TracesError } from './traces-error.ts'

const RESPONSE_TIMEOUT_MILLIS = 30_000

/** `/api/v1` of one console. */
export interface ConsoleClient {
  listServices(): Promise<ServiceList>
  listLedgers(): Promise<LedgerList>
  listOperations(service: string): Promise<OperationList>
  searchTraces(search: TraceSearch): Promise<TraceList>
  findTraceIds(prefix: string): Promise<TraceIdList>
  getTrace(traceId: string): Promise<Trace>
  getFindings(traceId: string): Promise<TraceFindings>
  listFindings(search: FindingSearch): Promise<FindingList>
  countSpans(search: CountSearch): Promise<CountResult>
  heatmap(search: HeatmapSearch): Promise<HeatmapResult>
  comparePeriods(search: PeriodSearch): Promise<PeriodComparison>
  listRuns(search: RunSearch): Promise<RunList>
  listMetrics(search: MetricSearch): Promise<MetricList>
  readMetric(query: MetricQuery): Promise<MetricResult>
  serviceMap(search: ServiceSearch): Promise<ServiceMap>
  searchLogs(search: LogSearch): Promise<LogList>
  /** Batches of log lines as they arrive, until the console ends. */
  tailLogs(tail: LogTail): AsyncIterable<LogBatch>
  listLogGroups(): Promise<LogGroupList>
  listAttributes(search: AttributeSearch): Promise<AttributeList>
  listAttributeValues(key: string, search: AttributeSearch): Promise<ValueList>
  listErrors(search: ErrorItemSearch): Promise<ErrorItemList>
  getError(fingerprint: string): Promise<ErrorItemDetail>
  listOccurrences(fingerprint: string, limit: number): Promise<OccurrenceList>
  /** Spans and log lines as OTLP JSON. */
  exportTrace(traceId: string): Promise<unknown>
  listReceivers(): Promise<ReceiverList>
  clearData(): Promise<void>
}

/**
 * @param consoleUrl URL of the console, for example `http://127.0.0.1:4000`.
 * @param token The access token of the console.
 * @param timeoutMillis Maximum time for a response.
 * @throws TracesError when the URL is invalid, the console is unreachable or the response is an error.
 */
export function createConsoleClient(
  consoleUrl: string,
  token?: string,
  timeoutMillis = RESPONSE_TIMEOUT_MILLIS,
): ConsoleClient {
  if (!/^https?:$/.test(URL.parse(consoleUrl)?.protocol ?? ''))
    throw new TracesError(
      `CONSOLE_URL must be an http URL such as http://127.0.0.1:4000 (got "${consoleUrl}")`,
    )

  const send = async (path: string, query: object, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
    const url = new URL(`${consoleUrl.replace(/\/+$/, '')}/api/v1/${path}`)
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value))
    const response = await fetch(url, { ...init, headers }).catch((error: unknown) => {
      throw unreachable(consoleUrl, error)
    })
    if (!response.ok) throw new TracesError(await describeProblem(response))
    return response
  }
  const soon = () => ({ signal: AbortSignal.timeout(timeoutMillis) })
  const get = async <Result>(path: string, query: object = {}): Promise<Result> =>
    readJson<Result>(await send(path, query, soon()), consoleUrl)
  const errorPath = (fingerprint: string) => `errors/${encodeURIComponent(fingerprint)}`

  return {
    listServices: () => get('services'),
    listLedgers: () => get('ledgers'),
    listOperations: (service) => get(`services/${encodeURIComponent(service)}/operations`),
    searchTraces: (search) => get('traces', search),
    findTraceIds: (prefix) => get('trace-ids', { prefix }),
    getTrace: (traceId) => get(`traces/${encodeURIComponent(traceId)}`),
    getFindings: (traceId) => get(`traces/${encodeURIComponent(traceId)}/findings`),
    listFindings: (search) => get('findings', search),
    countSpans: (search) => get('spans/count', search),
    heatmap: (search) => get('spans/heatmap', search),
    comparePeriods: (search) => get('compare', search),
    listRuns: (search) => get('runs', search),
    listMetrics: (search) => get('metrics', search),
    readMetric: (query) => get('metrics/values', query),
    serviceMap: (search) => get('service-map', search),
    searchLogs: (search) => get('logs', search),
    async *tailLogs(tail) {
      const { body } = await send('logs/tail', tail)
      for await (const line of readLines(body)) yield JSON.parse(line) as LogBatch
    },
    listLogGroups: () => get('logs/groups'),
    listAttributes: (search) => get('attributes', search),
    listAttributeValues: (key, search) =>
      get(`attributes/${encodeURIComponent(key)}/values`, search),
    listErrors: (search) => get('errors', search),
    getError: (fingerprint) => get(errorPath(fingerprint)),
    listOccurrences: (fingerprint, limit) =>
      get(`${errorPath(fingerprint)}/occurrences`, { limit }),
    exportTrace: (traceId) => get(`traces/${encodeURIComponent(traceId)}/otlp`),
    listReceivers: () => get('receivers'),
    async clearData() {
      await send('data', {}, { method: 'DELETE', headers: { [changeHeader]: '1' }, ...soon() })
    },
  }
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

/** Lines of a streamed text; an incomplete last line is omitted. */
async function* readLines(body: Response['body']): AsyncGenerator<string> {
  let rest = ''
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

async function readJson<Result>(response: Response, consoleUrl: string): Promise<Result> {
  try {
    return (await response.json()) as Result
  } catch (error) {
    throw new TracesError(
      `The server at ${consoleUrl} is not a console: set CONSOLE_URL to the URL of the console`,
      { cause: error },
    )
  }
}

async function describeProblem(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => undefined)
  const text = (name: string) =>
    typeof problem === 'object' && problem !== null && name in problem
      ? String(problem[name as keyof typeof problem])
      : undefined
  return text('detail') ?? text('title') ?? `The console responded with HTTP ${response.status}`
}
