import { Readable } from 'node:stream'
import { ProblemError, problemSchema } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import {
  type LogBatch,
  LogGroupList,
  type LogLine,
  LogList,
  LogSearch,
  LogTail,
} from '../contract/logs.ts'
import type { LogLineRow, LogSearchReader } from '../model/log-search-reader.ts'
import { listLogGroups } from '../query/logs/list-log-groups.ts'
import { searchLogs } from '../query/logs/search-logs.ts'
import { type LogBatch as Batch, tailLogs } from '../query/logs/tail-logs.ts'
import type { ApiServer } from './api-server.ts'
import { toContractLog } from './to-contract-signals.ts'

export interface LogReaders {
  readonly logSearch: LogSearchReader
}

const problems = { '4xx': problemSchema, '5xx': problemSchema }
/** Batches of lines; see `LogBatch` of the contract. */
const Ndjson = Type.Unsafe<Readable>({ type: 'string', description: 'One LogBatch per line' })
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
    async ({ query }) => {
      const { lines, nextCursor } = await searchLogs(logSearch, query)
      return { lines: lines.map(toContractLine), ...(nextCursor && { nextCursor }) }
    },
  )

  app.get(
    '/api/v1/logs/groups',
    {
      schema: {
        summary: 'List CloudWatch log groups and their streams',
        response: { 200: LogGroupList, ...problems },
      },
    },
    async () => ({
      groups: (await listLogGroups(logSearch)).map(({ name, streams }) => ({
        name,
        streams: [...streams],
      })),
    }),
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
  first: IteratorResult<Batch, void>,
  batches: AsyncGenerator<Batch, void, undefined>,
): AsyncGenerator<string> {
  if (!first.done) yield toNdjsonLine(first.value)
  for await (const batch of batches) yield toNdjsonLine(batch)
}

function toNdjsonLine({ lines, truncated }: Batch): string {
  const batch: LogBatch = { lines: lines.map(toContractLine), ...(truncated && { truncated }) }
  return `${JSON.stringify(batch)}\n`
}

function toContractLine(row: LogLineRow): LogLine {
  return {
    ...toContractLog(row),
    id: row.Id,
    traceId: row.TraceId,
    group: row.ResourceAttributes['aws.log.group.names'] ?? '',
    stream: row.ResourceAttributes['aws.log.stream.names'] ?? '',
  }
}
