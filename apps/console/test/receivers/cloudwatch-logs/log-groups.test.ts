import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  paginateDescribeLogStreams,
  TagLogGroupCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryLogGroups } from '../../support/memory-logs.ts'
import { type LogsConsole, startLogsConsole } from './logs-console.ts'

let logs: LogsConsole
const logGroupName = 'cruddur'

beforeEach(async () => {
  logs = await startLogsConsole()
})
afterEach(() => logs.close())

const group = (name = logGroupName) => new CreateLogGroupCommand({ logGroupName: name })
const stream = (logStreamName: string) =>
  new CreateLogStreamCommand({ logGroupName, logStreamName })

describe('groups', () => {
  test('are created once, described and deleted', async () => {
    await logs.client.send(group())
    await expect(logs.client.send(group())).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    })
    const { logGroups } = await logs.client.send(new DescribeLogGroupsCommand({}))
    expect(logGroups).toMatchObject([{ logGroupName, creationTime: expect.any(Number) }])
    await logs.client.send(new DeleteLogGroupCommand({ logGroupName }))
    expect((await logs.client.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([])
    await expect(
      logs.client.send(new DeleteLogGroupCommand({ logGroupName })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('are found by prefix or by pattern', async () => {
    for (const name of ['b-home', 'a-home', 'a-User']) await logs.client.send(group(name))
    const names = async (input: object) =>
      (await logs.client.send(new DescribeLogGroupsCommand(input))).logGroups?.map(
        (found) => found.logGroupName,
      )
    expect(await names({ logGroupNamePrefix: 'a-' })).toEqual(['a-User', 'a-home'])
    expect(await names({ logGroupNamePattern: 'user' })).toEqual(['a-User'])
    await expect(
      names({ logGroupNamePrefix: 'a', logGroupNamePattern: 'a' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  test.each(['bad name', 'x'.repeat(513), 'a:b'])('cannot be called %s', async (name) => {
    await expect(logs.client.send(group(name))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("at 'logGroupName' failed to satisfy constraint"),
    })
  })

  test('keep events for a period of the service, or for ever', async () => {
    await logs.client.send(group())
    const retention = async () =>
      (await logs.client.send(new DescribeLogGroupsCommand({}))).logGroups?.[0]?.retentionInDays
    await logs.client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }))
    expect(await retention()).toBe(7)
    await expect(
      logs.client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 8 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await logs.client.send(new DeleteRetentionPolicyCommand({ logGroupName }))
    expect(await retention()).toBe(undefined)
  })
})

describe('streams', () => {
  beforeEach(() => logs.client.send(group()))

  test('need a group and a unique name', async () => {
    const elsewhere = new CreateLogStreamCommand({ logGroupName: 'no', logStreamName: 'a' })
    await expect(logs.client.send(elsewhere)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await logs.client.send(stream('a'))
    await expect(logs.client.send(stream('a'))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    })
    await expect(logs.client.send(stream('a:b'))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await logs.client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'a' }))
    await logs.client.send(stream('a'))
  })

  test('are described page by page', async () => {
    for (const name of ['c', 'a', 'b', 'd', 'e']) await logs.client.send(stream(name))
    const names: (string | undefined)[] = []
    const pages = paginateDescribeLogStreams({ client: logs.client, pageSize: 2 }, { logGroupName })
    for await (const { logStreams = [] } of pages) {
      expect(logStreams.length).toBeLessThanOrEqual(2)
      names.push(...logStreams.map(({ logStreamName }) => logStreamName))
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('have their first and last event times and are ordered by them', async () => {
    const now = Date.now()
    for (const [logStreamName, timestamp] of [
      ['a', now],
      ['b', now - 5_000],
      ['c', now - 9_000],
    ] as const) {
      await logs.client.send(stream(logStreamName))
      await logs.client.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName,
          logEvents: [{ timestamp, message: 'x' }],
        }),
      )
    }
    const { logStreams } = await logs.client.send(
      new DescribeLogStreamsCommand({
        logGroupIdentifier: `arn:aws:logs:local:000000000000:log-group:${logGroupName}:*`,
        orderBy: 'LastEventTime',
        descending: true,
      }),
    )
    expect(logStreams).toMatchObject([
      { logStreamName: 'a', firstEventTimestamp: now, lastEventTimestamp: now },
      { logStreamName: 'b', lastEventTimestamp: now - 5_000 },
      { logStreamName: 'c', storedBytes: 1, uploadSequenceToken: expect.any(String) },
    ])
  })
})

test('restores groups and streams after a restart', async () => {
  const kept = createMemoryLogGroups()
  const before = await startLogsConsole(kept)
  await before.client.send(group())
  await before.client.send(stream('a'))
  await before.client.send(stream('b'))
  await before.client.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'b' }))
  await before.client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }))
  await before.close()

  const after = await startLogsConsole(kept)
  const { logGroups } = await after.client.send(new DescribeLogGroupsCommand({}))
  const { logStreams } = await after.client.send(new DescribeLogStreamsCommand({ logGroupName }))
  expect(logGroups).toMatchObject([{ logGroupName, retentionInDays: 7 }])
  expect(logStreams).toMatchObject([{ logStreamName: 'a' }])
  await after.close()
})

test('an operation that the console lacks is named', async () => {
  const logs = await startLogsConsole()
  try {
    await logs.client.send(new CreateLogGroupCommand({ logGroupName: 'tagged' }))
    await expect(
      logs.client.send(new TagLogGroupCommand({ logGroupName: 'tagged', tags: { a: 'b' } })),
    ).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('does not implement TagLogGroup'),
    })
    const { logGroups } = await logs.client.send(new DescribeLogGroupsCommand({}))
    expect(logGroups).toMatchObject([{ logGroupName: 'tagged', storedBytes: 0 }])
  } finally {
    await logs.close()
  }
})
