import { query } from '../build/data-spans.ts'
import { client, server } from '../build/http-spans.ts'
import { beginRequest, pause } from '../build/request.ts'
import { pickSdk } from '../build/sdk.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { identifier } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

/** Timeouts that clients are configured with. */
const timeouts = [250, 500, 800, 1_000, 2_000, 3_000, 5_000] as const
const timeoutErrors = [
  {
    error: 'The operation was aborted due to timeout',
    attributes: { 'error.type': 'TimeoutError' },
  },
  { error: 'timeout of 1000ms exceeded', attributes: { 'error.type': 'ECONNABORTED' } },
  { error: 'Read timed out', exception: 'java.net.SocketTimeoutException' },
  { error: 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)' },
  { error: 'HTTPConnectionPool: Read timed out. (read timeout=1)', exception: 'ReadTimeout' },
  {
    error: 'The request was canceled due to the configured HttpClient.Timeout',
    exception: 'System.TimeoutException',
  },
] as const

export const callerTimeout: Readonly<Record<string, Scenario>> = {
  'the callee continues': (trace) => timedOut(trace, { status: 200 }),
  'the callee sees the client leave': (trace) => timedOut(trace, { status: 499, isCutOff: true }),
  'the callee fails later': (trace) => timedOut(trace, { status: 500 }),
}

function timedOut(
  trace: TraceBuilder,
  { status, isCutOff = false }: { status: number; isCutOff?: boolean },
): void {
  const { random } = trace
  const timeout = random.pick(timeouts)
  const request = beginRequest(trace, timeout + 30, { status: 504 })
  const callee = trace.service(request.others[0] ?? 'billing')
  const path = `/reports/${identifier(random)}`
  const failure = random.pick(timeoutErrors)
  const outgoing = client(trace, request.service, request.root, request.at, timeout, callee.name, {
    ...failure,
    path,
    status: 0,
  })
  const ms = isCutOff ? timeout - random.millis(0.5, 4) : timeout * (1.1 + random.next() * 3)
  const served = server(trace, callee, outgoing, outgoing.at + random.millis(0.3, 2), ms, {
    path,
    route: '/reports/:id',
    status,
  })
  query(trace, callee, served, served.at + 1, ms * 0.9, {
    sql: 'SELECT sum(total) FROM invoices WHERE customer = ?',
    table: 'invoices',
  })
}

export const poolWait: Readonly<Record<string, Scenario>> = {
  'a pool that is busy': (trace) => waits(trace, 'ok'),
  'a pool that gives up': (trace) => waits(trace, 'exhausted'),
}

const acquireNames = {
  nodejs: ['pg-pool.connect', 'mysql2.pool.getConnection', 'tarn.acquire pool resource'],
  java: ['HikariDataSource.getConnection', 'DataSource.getConnection'],
  python: ['acquire connection', 'QueuePool.checkout'],
  go: ['sql.pool.wait', 'pgxpool.Acquire connection'],
  dotnet: ['NpgsqlConnection wait for pool'],
  ruby: ['connection_pool.checkout'],
} as const

function waits(trace: TraceBuilder, outcome: 'ok' | 'exhausted'): void {
  const { random } = trace
  const sdk = pickSdk(random)
  const isExhausted = outcome === 'exhausted'
  const request = beginRequest(trace, 6_500, { sdk, ...(isExhausted && { status: 503 }) })
  const { service, root } = request
  const name = random.pick(acquireNames[sdk.language])
  let { at } = request
  for (let index = isExhausted ? 1 : random.int(1, 3); index > 0; index -= 1) {
    const ms = isExhausted ? random.pick([1_000, 2_000, 5_000]) : random.millis(25, 1_500)
    at = trace.span(
      service,
      root,
      at,
      ms,
      name,
      isExhausted ? { error: 'timeout exceeded when trying to connect' } : {},
    ).end
    if (!isExhausted)
      at =
        query(trace, service, root, at + 0.1, random.millis(1, 20), {
          sql: 'SELECT id, state FROM orders WHERE customer = ?',
          table: 'orders',
        }).end + pause(trace)
  }
}
