import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  type LiveTailSessionUpdate,
  PutLogEventsCommand,
  StartLiveTailCommand,
  type StartLiveTailCommandInput,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectLogs } from '../../support/insights-client.ts'
import { type LogsConsole, startLogsConsole } from './logs-console.ts'

let logs: LogsConsole
/** The SDK puts `stream-logs.` before the host otherwise. */
let client: CloudWatchLogsClient

beforeEach(async () => {
  logs = await startLogsConsole()
  client = connectLogs(logs.url, { disableHostPrefix: true })
  for (const logGroupName of ['one', 'two']) {
    await client.send(new CreateLogGroupCommand({ logGroupName }))
    for (const logStreamName of ['a/1', 'b/1'])
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
  }
})
afterEach(async () => {
  client.destroy()
  await logs.close()
})

async function put(logGroupName: string, logStreamName: string, ...messages: string[]) {
  const logEvents = messages.map((message) => ({ timestamp: Date.now(), message }))
  await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
}

async function tail(input: Partial<StartLiveTailCommandInput> = {}) {
  const { responseStream } = await client.send(
    new StartLiveTailCommand({ logGroupIdentifiers: ['one'], ...input }),
  )
  if (responseStream === undefined) throw new Error('There is no stream')
  const events = responseStream[Symbol.asyncIterator]()
  const next = async () => (await events.next()).value
  const start = await next()
  return {
    start: start?.sessionStart,
    next,
    /** The messages of the next update that has some. */
    async messages(): Promise<(string | undefined)[]> {
      for (;;) {
        const update: LiveTailSessionUpdate | undefined = (await next())?.sessionUpdate
        if (update === undefined) throw new Error('The session has ended')
        const found = update.sessionResults?.map(({ message }) => message) ?? []
        if (found.length > 0) return found
      }
    },
  }
}

test('a session receives the events of its groups and streams that match', async () => {
  const arn = 'arn:aws:logs:local:000000000000:log-group:one'
  const [all, ofStreams, byPrefix, byPattern] = await Promise.all([
    tail({ logGroupIdentifiers: [arn, 'two'] }),
    tail({ logStreamNames: ['b/1'] }),
    tail({ logStreamNamePrefixes: ['a/'] }),
    tail({ logEventFilterPattern: '{ $.level >= 50 }' }),
  ])
  expect(all.start).toMatchObject({ logGroupIdentifiers: [arn, 'two'] })
  expect(all.start?.sessionId).toMatch(/^[\da-f-]{36}$/)
  await put('one', 'a/1', '{"level":50}', '{"level":30}')
  await put('one', 'b/1', 'Ünïcödé')
  await put('two', 'b/1', 'second group')
  expect(await all.messages()).toEqual(['{"level":50}', '{"level":30}', 'Ünïcödé', 'second group'])
  expect(await ofStreams.messages()).toEqual(['Ünïcödé'])
  expect(await byPrefix.messages()).toEqual(['{"level":50}', '{"level":30}'])
  expect(await byPattern.messages()).toEqual(['{"level":50}'])
})

test('more than 500 events a second are sampled', async () => {
  const { next } = await tail()
  await put('one', 'a/1', ...Array.from({ length: 2_000 }, (_, index) => `line ${index}`))
  for (;;) {
    const update = (await next())?.sessionUpdate
    if (update?.sessionResults?.length === 0) continue
    expect(update?.sessionMetadata).toEqual({ sampled: true })
    expect(update?.sessionResults).toHaveLength(500)
    return
  }
})

test('the stream ends when the console closes', async () => {
  const { next } = await tail()
  const closing = logs.close()
  let event = await next()
  while (event !== undefined) event = await next()
  await closing
})

test.each([
  [{ logGroupIdentifiers: ['none'] }, 'ResourceNotFoundException'],
  [{ logGroupIdentifiers: [] }, 'InvalidParameterException'],
  [{ logStreamNames: ['a'], logStreamNamePrefixes: ['b'] }, 'InvalidParameterException'],
  [{ logGroupIdentifiers: ['one', 'two'], logStreamNames: ['a'] }, 'InvalidParameterException'],
  [{ logEventFilterPattern: '{ $.a = ' }, 'InvalidParameterException'],
])('%j is refused', async (input, name) => {
  await expect(tail(input)).rejects.toMatchObject({ name })
})

test('at most 15 sessions are open', async () => {
  const sessions = await Promise.all(Array.from({ length: 15 }, () => tail()))
  expect(sessions).toHaveLength(15)
  await expect(tail()).rejects.toMatchObject({ name: 'LimitExceededException' })
})
