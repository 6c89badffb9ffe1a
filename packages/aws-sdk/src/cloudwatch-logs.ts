import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  InvalidSequenceTokenException,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type {
  Callback,
  CloudWatchLogsCalls,
  CloudWatchLogsOptions,
  PutLogEventsParams,
} from './cloudwatch-logs-options.ts'
import { createClient } from './create-client.ts'
import { eventsBody } from './events-body.ts'
import { batchesOf, type LogEvent } from './log-events.ts'
import { putInParts } from './put-in-parts.ts'
import { putLogEvents } from './put-log-events.ts'
import { rejectedEvents } from './rejected-events.ts'

/** CloudWatch Logs ignores sequence tokens, but without one pino-cloudwatch creates the group and stream before every batch. */
const anyToken = 'any'

const maxKeptBytes = 4 * 1024 * 1024

/**
 * A replacement of `CloudWatchLogs` of aws-sdk v2, on the AWS SDK v3. Each call is one attempt, and each
 * event has the timestamp of its own line. Instantiated with `new`, like the clients of v2.
 *
 * @example
 * const logs = new CloudWatchLogs({ region: 'eu-central-1', retentionDays: 30 })
 * logs.createLogGroup({ logGroupName: 'cruddur' }, (error) => { ... })
 */
export const CloudWatchLogs = function createCloudWatchLogs(
  options: CloudWatchLogsOptions = {},
): CloudWatchLogsCalls {
  const { send, warn } = createClient(options)
  let retentionIsDue = false
  /** The buffer of the last request, reused: a new large buffer per request triggers full garbage collections. */
  let spare: Buffer | undefined

  async function createLogGroup(logGroupName: string): Promise<object> {
    try {
      await send(new CreateLogGroupCommand({ logGroupName }))
      retentionIsDue = options.retentionDays !== undefined
    } catch (error) {
      if (!mayBeThere(error)) throw error
    }
    if (retentionIsDue) await setRetention(logGroupName)
    return {}
  }

  async function setRetention(logGroupName: string): Promise<void> {
    const { retentionDays: retentionInDays } = options
    try {
      await send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }))
    } catch (error) {
      if (!/^(AccessDenied|InvalidParameter)/.test(nameOf(error))) throw error
      // Missing permission to set the retention must not stop log delivery.
      warn(`Retention of log group ${logGroupName} not set: ${nameOf(error)}`)
    }
    retentionIsDue = false
  }

  async function createLogStream(logGroupName: string, logStreamName: string): Promise<object> {
    try {
      return await send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    } catch (error) {
      if (mayBeThere(error)) return {}
      throw error
    }
  }

  async function putEvents({ logEvents, sequenceToken, ...address }: PutLogEventsParams) {
    const head = {
      ...address,
      ...(sequenceToken && sequenceToken !== anyToken && { sequenceToken }),
    }
    let nextToken: string | undefined
    const put = async (events: readonly LogEvent[]) => {
      const body = eventsBody(head, events, spare)
      spare = undefined
      const response = await send(putLogEvents(head, body))
      if (body.buffer.byteLength <= maxKeptBytes) spare = Buffer.from(body.buffer)
      const { nextSequenceToken, rejectedLogEventsInfo } = response
      if (rejectedLogEventsInfo)
        options.onRejectedEvents?.(rejectedEvents(rejectedLogEventsInfo, events.length))
      nextToken = nextSequenceToken
    }
    for (const batch of batchesOf(logEvents)) {
      const invalid = await putInParts(batch, put)
      if (invalid > 0) options.onRejectedEvents?.({ tooNew: 0, tooOld: 0, expired: 0, invalid })
    }
    return { nextSequenceToken: nextToken || anyToken }
  }

  return {
    createLogGroup: ({ logGroupName }, callback) =>
      toCallback(createLogGroup(logGroupName), callback),
    createLogStream: ({ logGroupName, logStreamName }, callback) =>
      toCallback(createLogStream(logGroupName, logStreamName), callback),
    describeLogStreams: (_params, callback) =>
      toCallback(Promise.resolve({ logStreams: [{ uploadSequenceToken: anyToken }] }), callback),
    putLogEvents: (params, callback) => toCallback(putEvents(params), callback),
  }
} as unknown as new (
  options?: CloudWatchLogsOptions,
) => CloudWatchLogsCalls

/** A role may have permission to write but not to create; the next call fails if the group is missing. */
function mayBeThere(error: unknown): boolean {
  return /^(ResourceAlreadyExists|AccessDenied)/.test(nameOf(error))
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error)
}

function toCallback<Data>(result: Promise<Data>, callback: Callback<Data>): void {
  const call = (body: string, error: (Error & { code?: string }) | null, data?: Data) =>
    // Outside the promise, so that an exception in the callback is not a rejection of this promise.
    queueMicrotask(() => callback.call({ httpResponse: { body } }, error, data))
  result.then(
    (data) => call('', null, data),
    (error) => {
      const body =
        error instanceof InvalidSequenceTokenException
          ? JSON.stringify({ expectedSequenceToken: error.expectedSequenceToken })
          : ''
      call(body, Object.assign(error, { code: error.code ?? error.name }))
    },
  )
}
