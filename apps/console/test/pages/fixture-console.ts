import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { FindingList, TraceFindings } from '../../src/contract/findings.ts'
import { TraceHistogram } from '../../src/contract/histogram.ts'
import { LedgerList } from '../../src/contract/ledgers.ts'
import { RunList } from '../../src/contract/runs.ts'
import { ServiceMap } from '../../src/contract/service-map.ts'
import {
  OperationList,
  ServiceList,
  Trace,
  TraceIdList,
  TraceList,
  type TraceSearch,
  type TraceSummary,
} from '../../src/contract/traces.ts'
import { servePage } from './serve-page.ts'

/** Serves `/api/v1` from traces in memory; each response is checked against the contract. */
export interface FixtureConsole extends AsyncDisposable {
  readonly url: string
  /** Path and query of each request so far. */
  readonly requests: string[]
  /** Newest first, as the console sorts. */
  readonly traces: Trace[]
}

/** @param webRoot Folder of the built page. */
export async function startFixtureConsole(
  traces: readonly Trace[],
  webRoot?: string,
): Promise<FixtureConsole> {
  const stored = [...traces]
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    if (webRoot !== undefined && !request.url?.startsWith('/api/'))
      servePage(webRoot, request, response)
    else respond(stored, request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    traces: stored,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function respond(traces: Trace[], request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://fixture')
  const send = (status: number, body: object) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
  }
  const [, , , kind, id, part] = url.pathname.split('/').map(decodeURIComponent)
  if (kind === 'services' && part === 'operations')
    return send(200, checked(OperationList, { operations: operationsOf(traces, id ?? '') }))
  if (kind === 'services') return send(200, checked(ServiceList, { services: servicesOf(traces) }))
  if (kind === 'service-map') return send(200, checked(ServiceMap, serviceMap(traces)))
  if (kind === 'findings') return send(200, checked(FindingList, noFindings))
  if (kind === 'traces' && part === 'findings')
    return send(200, checked(TraceFindings, { traceId: id, findings: [], findingCount: 0 }))
  if (kind === 'runs') return send(200, checked(RunList, { runs: [] }))
  if (kind === 'ledgers') return send(200, checked(LedgerList, { ledgers: [] }))
  if (kind === 'traces' && id === undefined)
    return send(200, checked(TraceList, search(traces, Object.fromEntries(url.searchParams))))
  if (kind === 'traces' && id === 'histogram')
    return send(200, checked(TraceHistogram, histogram(traces)))
  if (kind === 'trace-ids') {
    const prefix = url.searchParams.get('prefix') ?? ''
    const traceIds = traces.map(({ traceId }) => traceId)
    const found = traceIds.filter((traceId) => traceId.startsWith(prefix))
    return send(200, checked(TraceIdList, { traceIds: found }))
  }
  const trace = traces.find(({ traceId }) => traceId === id)
  if (trace !== undefined) return send(200, checked(Trace, trace))
  send(404, { status: 404, title: 'Not Found', detail: `No trace with ID ${id}` })
}

const noFindings: FindingList = {
  groups: [],
  traces: [],
  examined: {
    ...{ traces: 0, spans: 0, newest: 0, slowest: 0, withErrors: 0, withoutSpans: 0 },
    isPartial: false,
  },
}

function search(traces: readonly Trace[], query: Record<string, string>) {
  const {
    service,
    operation,
    status,
    limit = '20',
    cursor = '0',
  }: Record<string, string> & {
    [Name in keyof TraceSearch]?: string
  } = query
  const matching = traces.map(summarize).filter((summary, index) => {
    const spans = traces[index]?.spans ?? []
    return (
      (service === undefined || spans.some((span) => span.service === service)) &&
      (operation === undefined || spans.some((span) => span.name === operation)) &&
      (status !== 'error' || summary.errorCount > 0)
    )
  })
  const end = Number(cursor) + Number(limit)
  return {
    traces: matching.slice(Number(cursor), end),
    ...(end < matching.length ? { nextCursor: `${end}` } : {}),
  }
}

function summarize({ traceId, startUnixNano, durationNano, spans }: Trace): TraceSummary {
  const services = Map.groupBy(spans, ({ service }) => service)
  return {
    traceId,
    rootService: spans[0]?.service ?? '',
    rootOperation: spans[0]?.name ?? '',
    startUnixNano,
    durationNano,
    extentNano: durationNano,
    spanCount: spans.length,
    errorCount: spans.filter(({ status }) => status === 'error').length,
    services: [...services].map(([name, { length }]) => ({
      name,
      spanCount: length,
      errorCount: 0,
    })),
  }
}

/** All traces in one step that begins with the earliest. */
function histogram(traces: readonly Trace[]): TraceHistogram {
  const starts = traces.map(({ startUnixNano }) => startUnixNano).sort()
  const failed = traces.map(summarize).filter(({ errorCount }) => errorCount > 0)
  return {
    startUnixNano: starts[0] ?? '0',
    ...{ stepNano: `${3_600_000_000_000n}`, stepCount: 1 },
    ...{ counts: [traces.length], errorCounts: [failed.length] },
  }
}

function servicesOf(traces: readonly Trace[]) {
  const spans = Map.groupBy(
    traces.flatMap((trace) => trace.spans),
    ({ service }) => service,
  )
  return [...spans].map(([name, of]) => ({
    name,
    ...{ spanCount: of.length, segmentCount: 0, logCount: 0, itemCount: 0 },
    errorCount: of.filter(({ status }) => status === 'error').length,
    lastSeenUnixNano:
      of
        .map(({ startUnixNano }) => startUnixNano)
        .sort()
        .at(-1) ?? '0',
  }))
}

/** All requests in one step, without calls between services. */
function serviceMap(traces: readonly Trace[]): ServiceMap {
  const { startUnixNano, stepNano, stepCount } = histogram(traces)
  const duration = { p50Nano: '1000000', p95Nano: '2000000', p99Nano: '3000000' }
  return {
    ...{ startUnixNano, stepNano, stepCount, calls: [] },
    services: servicesOf(traces).map(({ name, spanCount, errorCount }) => ({
      name,
      source: 'spans',
      requests: { count: spanCount, errorCount, estimated: false, ...duration },
      ...{ requestCounts: [spanCount], errorCounts: [errorCount], p95Nanos: ['2000000'] },
      signals: { spans: spanCount, segments: 0, logs: 0, errors: 0 },
    })),
  }
}

function operationsOf(traces: readonly Trace[], service: string) {
  const spans = traces.flatMap((trace) => trace.spans).filter((span) => span.service === service)
  return [...new Map(spans.map(({ name, kind }) => [name, { name, spanKind: kind }])).values()]
}

function checked<Body extends object>(schema: TSchema, body: Body): Body {
  if (!Check(schema, body))
    throw new Error(`The response does not match the contract: ${JSON.stringify(body)}`)
  return body
}
