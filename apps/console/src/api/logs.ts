import { Readable } from 'node:stream'
import { ProblemError } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import { type LogBatch, LogGroupList, LogList, LogSearch, LogTail } from '../contract/logs.ts'
import type { LogSearchReader } from '../model/log-search-reader.ts'
import { listLogGroups } from '../query/logs/list-log-groups.ts'
import { searchLogs } from '../query/logs/search-logs.ts'
import { tailLogs } from '../query/logs/tail-logs.ts'
import { type ApiServer, problems } from './api-server.ts'

export interface LogReaders {
  readonly logSearch: LogSearchReader
}

/** Batches of lines; see `LogBatch` of the contract. */
const Ndjson = Type.Unsafe<unknown>({ type: 'string', description: 'One LogBatch per line' })
/** Each queries the store once a second. */
const maxTails = 16
/** The longest that a timer takes: a tail lasts until it is closed. */
const handlerTimeout = 2 ** 31 - 1

/** Log lines under `/api/v1/logs`. */
export function registerLogRoutes(app: ApiServer, { logSearch }: LogReaders): void {
  app.get(
    '/api/v1/logs',
    {
      schema: {
        summary: 'Search log lines, newest first',
        querystring: LogSearch,
        response: { 200: LogList, ...problems },
      },
    },
    async ({ query }) => searchLogs(logSearch, query),
  )

  app.get(
    '/api/v1/logs/groups',
    {
      schema: {
        summary: 'List CloudWatch log groups and their streams',
        response: { 200: LogGroupList, ...problems },
      },
    },
    async () => listLogGroups(logSearch),
  )

  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  let tails = 0
  app.get(
    '/api/v1/logs/tail',
    {
      handlerTimeout,
      schema: {
        summary: 'Follow matching log lines: NDJSON, one batch per line',
        querystring: LogTail,
        response: { 200: Ndjson, ...problems },
      },
    },
    async ({ query }, reply) => {
      if (tails >= maxTails)
        throw new ProblemError({
          status: 429,
          code: 'CON_API_TOO_MANY_TAILS',
          detail: `The console serves at most ${maxTails} live tails: close a page or a command that follows logs`,
          retryAfterSeconds: 5,
        })
      tails += 1
      const gone = new AbortController()
      reply.raw.once('close', () => {
        tails -= 1
        gone.abort()
      })
      const batches = tailLogs(logSearch, query, AbortSignal.any([gone.signal, closing.signal]))
      // An invalid query is refused before the stream begins.
      const first = await batches.next()
      const stream = Readable.from(toNdjson(first, batches), { highWaterMark: 1 })
      return reply.type('application/x-ndjson').header('cache-control', 'no-store').send(stream)
    },
  )
}

async function* toNdjson(
  first: IteratorResult<LogBatch, void>,
  batches: AsyncGenerator<LogBatch, void, undefined>,
): AsyncGenerator<string> {
  if (!first.done) yield toNdjsonLine(first.value)
  for await (const batch of batches) yield toNdjsonLine(batch)
}

const toNdjsonLine = (batch: LogBatch) => `${JSON.stringify(batch)}\n`
