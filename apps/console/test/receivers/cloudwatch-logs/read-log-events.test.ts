import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  PutLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LogsConsole, startLogsConsole } from './logs-console.ts'

const logGroupName = 'cruddur'
const now = Date.now()
let logs: LogsConsole

async function put(logStreamName: string, from: number, to: number) {
  const logEvents = Array.from({ length: to - from }, (_, index) => ({
    timestamp: now - 10_000 + (from + index) * 10,
    message: JSON.stringify({ level: index % 2 ? 50 : 30, msg: `${logStreamName}${from + index}` }),
  }))
  await logs.client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
}

beforeEach(async () => {
  logs = await startLogsConsole()
  await logs.client.send(new CreateLogGroupCommand({ logGroupName }))
  for (const logStreamName of ['a', 'b']) {
    await logs.client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
  }
  await put('a', 0, 5)
})
afterEach(() => logs.close())

const names = (events: { message?: string | undefined }[] = []) =>
  events.map(({ message = '{}' }) => JSON.parse(message).msg)

async function get(input: Partial<GetLogEventsCommandInput>) {
  const result = await logs.client.send(
    new GetLogEventsCommand({ logGroupName, logStreamName: 'a', ...input }),
  )
  return { ...result, names: names(result.events) }
}

describe('GetLogEvents', () => {
  test('starts with the latest events and pages back to the first', async () => {
    const latest = await get({ limit: 2 })
    expect(latest.names).toEqual(['a3', 'a4'])
    const earlier = await get({ limit: 2, nextToken: latest.nextBackwardToken })
    expect(earlier.names).toEqual(['a1', 'a2'])
    const first = await get({ limit: 2, nextToken: earlier.nextBackwardToken })
    expect(first.names).toEqual(['a0'])
    const end = await get({ limit: 2, nextToken: first.nextBackwardToken })
    expect([end.names, end.nextBackwardToken]).toEqual([[], first.nextBackwardToken])
    const again = await get({ limit: 2, nextToken: end.nextForwardToken })
    expect(again.names).toEqual(['a0', 'a1'])
  })

  test('pages forward from the head and continues with later events', async () => {
    const first = await get({ startFromHead: true, limit: 4 })
    expect(first.names).toEqual(['a0', 'a1', 'a2', 'a3'])
    const second = await get({ nextToken: first.nextForwardToken, startFromHead: true })
    expect(second.names).toEqual(['a4'])
    const end = await get({ nextToken: second.nextForwardToken, startFromHead: true })
    expect([end.names, end.nextForwardToken]).toEqual([[], second.nextForwardToken])
    await put('a', 5, 7)
    expect((await get({ nextToken: end.nextForwardToken, startFromHead: true })).names).toEqual([
      'a5',
      'a6',
    ])
    expect((await get({ nextToken: end.nextBackwardToken, limit: 1 })).names).toEqual(['a4'])
  })

  test('includes the start of the range and excludes its end', async () => {
    const startTime = now - 10_000 + 10
    expect((await get({ startTime, endTime: startTime + 20 })).names).toEqual(['a1', 'a2'])
  })

  test('returns tokens for an empty stream that continue with later events', async () => {
    const empty = await get({ logStreamName: 'b', startFromHead: true })
    expect(empty.names).toEqual([])
    await put('b', 0, 1)
    const later = await get({
      logStreamName: 'b',
      nextToken: empty.nextForwardToken,
      startFromHead: true,
    })
    expect(later.names).toEqual(['b0'])
  })

  test.each([
    ['a made-up token', { nextToken: 'f/1/s' }, 'InvalidParameterException'],
    ['a stream that is missing', { logStreamName: 'no' }, 'ResourceNotFoundException'],
    ['a limit of zero', { limit: 0 }, 'InvalidParameterException'],
    ['two names for the group', { logGroupIdentifier: logGroupName }, 'InvalidParameterException'],
  ])('refuses %s', async (_, input, name) => {
    await expect(get(input)).rejects.toMatchObject({ name })
  })

  test('starts empty after a stream was deleted and created again', async () => {
    await logs.client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'a' }))
    const deletedAt = Date.now()
    while (Date.now() === deletedAt) await new Promise(setImmediate)
    await logs.client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'a' }))
    expect((await get({})).names).toEqual([])
  })
})

describe('FilterLogEvents', () => {
  beforeEach(() => put('b', 1, 4))

  async function filter(input: Partial<FilterLogEventsCommandInput>) {
    const found: string[] = []
    const pages = paginateFilterLogEvents({ client: logs.client }, { logGroupName, ...input })
    for await (const { events } of pages) found.push(...names(events))
    return found
  }

  test('merges streams by time and pages through them', async () => {
    const all = ['a0', 'a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'a4']
    expect(await filter({})).toEqual(all)
    expect(await filter({ limit: 3 })).toEqual(all)
    expect(await filter({ limit: 3, startFromHead: false })).toEqual(all.toReversed())
  })

  test('returns events that match a pattern', async () => {
    expect(await filter({ filterPattern: '{ $.level = 50 && $.msg = "b*" }' })).toEqual(['b2'])
    expect(await filter({ filterPattern: '?a0 ?b3' })).toEqual(['a0', 'b3'])
    expect(await filter({ filterPattern: 'nothing' })).toEqual([])
  })

  test('searches the given streams', async () => {
    expect(await filter({ logStreamNames: ['b'] })).toEqual(['b1', 'b2', 'b3'])
    expect(await filter({ logStreamNamePrefix: 'b' })).toEqual(['b1', 'b2', 'b3'])
  })

  test('includes both ends of the range', async () => {
    const startTime = now - 10_000 + 10
    expect(await filter({ startTime, endTime: startTime + 10 })).toEqual(['a1', 'b1', 'a2', 'b2'])
  })

  test('returns the stream, both times and the ID of an event', async () => {
    const { events, searchedLogStreams } = await logs.client.send(
      new FilterLogEventsCommand({ logGroupName, limit: 1 }),
    )
    expect(events).toEqual([
      {
        logStreamName: 'a',
        timestamp: now - 10_000,
        message: '{"level":30,"msg":"a0"}',
        ingestionTime: expect.any(Number),
        eventId: expect.stringMatching(/^\d{56}$/),
      },
    ])
    expect(searchedLogStreams).toEqual([])
  })

  test.each([
    ['an invalid pattern', { filterPattern: '{ $.level }' }],
    ['names and a prefix', { logStreamNames: ['a'], logStreamNamePrefix: 'a' }],
    ['a made-up token', { nextToken: 'abc' }],
    ['a token of another call', { nextToken: Buffer.from('{"from":2}').toString('base64url') }],
    ['more events than a page has', { limit: 10_001 }],
  ])('refuses %s', async (_, input) => {
    const command = new FilterLogEventsCommand({ logGroupName, ...input })
    await expect(logs.client.send(command)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })
})
