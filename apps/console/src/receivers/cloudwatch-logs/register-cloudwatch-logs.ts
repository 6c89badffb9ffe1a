import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { loadInputChecks } from '../../decode/aws-input.ts'
import { parseBoundedJson } from '../../decode/bounded-json.ts'
import type { InsightsReader } from '../../model/insights-query.ts'
import type { LogEventReader } from '../../model/log-event-reader.ts'
import type { LogGroupStore } from '../../model/log-group-store.ts'
import type { ReceiverCounters } from '../../model/receiver-counters.ts'
import { OverloadedError, type RowSink } from '../../model/row-sink.ts'
import { limitBytesUnderWay } from '../limit-bytes-under-way.ts'
import { createRecordCounts } from '../record-counts.ts'
import { AwsError } from './aws-error.ts'
import { createDescriptions } from './describe.ts'
import { createFilterLogEvents } from './filter-log-events.ts'
import { createGetLogEvents } from './get-log-events.ts'
import { createGroupOperations } from './group-operations.ts'
import type { Input } from './input.ts'
import { createInsightsOperations } from './insights/insights-operations.ts'
import { createTailSessions } from './live-tail/sessions.ts'
import { createStartLiveTail } from './live-tail/start-live-tail.ts'
import { openLogGroups } from './log-groups.ts'
import { createPutLogEvents } from './put-log-events.ts'

export interface CloudWatchLogsOptions {
  readonly sink: RowSink
  readonly groups: LogGroupStore
  readonly events: LogEventReader
  readonly insights: InsightsReader
  readonly nowMillis?: () => number
  /** Older events are rejected. By default the limit is CloudWatch's 14 days. */
  readonly retentionDays?: number | undefined
  /** Called with each internal error. */
  onError(error: unknown): void
}

export interface CloudWatchLogsReceiver {
  counters(): ReceiverCounters
}

type Operation = (input: Input) => object | Promise<object | undefined> | undefined

/** Limit for 1 MiB of events with every byte escaped. */
const maxBodyBytes = 8 * 1024 * 1024
const maxBytesUnderWay = 64 * 1024 * 1024
const contentType = 'application/x-amz-json-1.1'
const eventStreamType = 'application/vnd.amazon.eventstream'
const targetPrefix = 'Logs_20140328.'

/**
 * The CloudWatch Logs API (AWS JSON 1.1): `POST /` with `X-Amz-Target`. As with the service, groups and
 * streams must exist before events are put. Signatures are not checked.
 *
 * @throws when the stored groups cannot be read.
 */
export async function registerCloudWatchLogs(
  app: FastifyInstance,
  options: CloudWatchLogsOptions,
): Promise<CloudWatchLogsReceiver> {
  const { sink, events, nowMillis = Date.now } = options
  const groups = await openLogGroups(options.groups, nowMillis)
  const counts = createRecordCounts()
  const tails = createTailSessions()
  const operations: Readonly<Record<string, Operation>> = {
    ...createGroupOperations(groups),
    ...createDescriptions(groups, events),
    getLogEvents: createGetLogEvents(groups, events),
    filterLogEvents: createFilterLogEvents(groups, events),
    ...createInsightsOperations({
      groups,
      reader: options.insights,
      events,
      nowMillis,
      onError: options.onError,
    }),
    putLogEvents: createPutLogEvents({
      sink,
      groups,
      nowMillis,
      counts,
      retentionDays: options.retentionDays,
      onStored: tails.publish,
    }),
    startLiveTail: createStartLiveTail(groups, tails),
  }

  await app.register(async (scope) => {
    limitBytesUnderWay(scope, maxBytesUnderWay)
    scope.addHook('preClose', async () => tails.endAll())
    scope.addContentTypeParser(
      contentType,
      { parseAs: 'string', bodyLimit: maxBodyBytes },
      (_request, body, done) => done(null, body),
    )
    scope.setErrorHandler((error, _request, reply) => sendError(reply, error, options.onError))
    scope.post('/', { bodyLimit: maxBodyBytes }, async (request, reply) => {
      const target = request.headers['x-amz-target']
      const operation = findOperation(operations, target)
      await loadInputChecks()
      const output = await operation(readInput(request.body))
      reply.header('x-amzn-requestid', randomUUID())
      if (output instanceof Readable) return reply.type(eventStreamType).send(output)
      return reply.type(contentType).send(output === undefined ? '' : JSON.stringify(output))
    })
  })
  return { counters: counts.counters }
}

function findOperation(
  operations: Readonly<Record<string, Operation>>,
  target: string | string[] | undefined,
): Operation {
  if (typeof target === 'string' && target.startsWith(targetPrefix)) {
    const name = target.slice(targetPrefix.length)
    const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
    if (Object.hasOwn(operations, key) && operations[key]) return operations[key]
    throw new AwsError(
      'UnknownOperationException',
      `The console does not implement ${name.slice(0, 64)} of CloudWatch Logs; docs/console-apis.md lists the operations`,
    )
  }
  throw new AwsError(
    'UnknownOperationException',
    `Unknown operation: set X-Amz-Target to ${targetPrefix}<operation>`,
  )
}

function readInput(body: unknown): Input {
  try {
    const input = parseBoundedJson(String(body || '{}'))
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Input
  } catch (error) {
    if (error instanceof RangeError) throw new AwsError('SerializationException', error.message)
    // Otherwise handled like a body that is not an object.
  }
  throw new AwsError('SerializationException', 'The body must be a JSON object')
}

function sendError(reply: FastifyReply, error: unknown, onError: (error: unknown) => void) {
  reply.header('x-amzn-requestid', randomUUID()).type(contentType)
  const send = (statusCode: number, type: string, message: string, details: object = {}) =>
    reply.code(statusCode).send(JSON.stringify({ __type: type, message, ...details }))
  if (error instanceof AwsError) return send(400, error.type, error.message, error.details)
  if (error instanceof OverloadedError) {
    reply.header('retry-after', Math.ceil(error.retryAfterSeconds))
    return send(400, 'ThrottlingException', 'Rate exceeded')
  }
  const { statusCode = 500, message } = error as { statusCode?: number; message: string }
  if (statusCode < 500) return send(statusCode, 'SerializationException', message)
  onError(error)
  return send(500, 'InternalFailure', 'Internal error: see the log of the console')
}
