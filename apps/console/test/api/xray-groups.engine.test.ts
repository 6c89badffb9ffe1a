import { rm } from 'node:fs/promises'
import {
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  GetGroupsCommand,
  GetInsightCommand,
  GetInsightEventsCommand,
  GetInsightImpactGraphCommand,
  GetInsightSummariesCommand,
  GetServiceGraphCommand,
  GetTimeSeriesServiceStatisticsCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  UpdateGroupCommand,
  XRayClient,
} from '@aws-sdk/client-xray'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'

const now = Math.floor(Date.now() / 1_000) - 60
const window = { StartTime: new Date((now - 600) * 1_000), EndTime: new Date((now + 600) * 1_000) }
const traceCount = 12
const failedCount = 4
const failedExpression = 'service("user-activities") { fault }'
let folder: string
let running: Console
let client: XRayClient

async function start(): Promise<void> {
  running = await startConsole(consoleConfig(folder))
  client = new XRayClient({
    region: 'eu-central-1',
    endpoint: `http://${running.xrayAddress}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
}

async function stop(): Promise<void> {
  client.destroy()
  await running.close()
}

/** home calls user, which fails in every third trace. */
function documents(index: number): string[] {
  const trace_id = `1-${now.toString(16)}-${index.toString(16).padStart(24, '0')}`
  const [home, call, user] = [1, 2, 3].map((part) => String(index * 10 + part).padStart(16, '0'))
  const times = { start_time: now, end_time: now + 0.2 }
  const called = { ...times, id: call, name: 'user-activities', namespace: 'remote' }
  return [
    { ...times, trace_id, id: home, name: 'home-activities', subsegments: [called] },
    {
      ...{ ...times, trace_id, id: user, parent_id: call, name: 'user-activities' },
      ...(index % (traceCount / failedCount) === 0 && { fault: true }),
    },
  ].map((document) => JSON.stringify(document))
}

beforeAll(async () => {
  folder = await storeFolder()
  await start()
  const all = Array.from({ length: traceCount }, (_none, index) => documents(index)).flat()
  await client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: all }))
})
afterEach(async () => {
  const { Groups = [] } = await client.send(new GetGroupsCommand({}))
  for (const { GroupName } of Groups)
    if (GroupName !== 'Default') await client.send(new DeleteGroupCommand({ GroupName }))
})
afterAll(async () => {
  await stop()
  await rm(folder, { recursive: true, force: true })
})

const disabled = { InsightsEnabled: false, NotificationsEnabled: false }
const create = async (GroupName: string, FilterExpression?: string) =>
  (await client.send(new CreateGroupCommand({ GroupName, FilterExpression }))).Group
const refused = (message: string | RegExp) => ({
  name: 'InvalidRequestException',
  message: expect.stringMatching(message),
})

test('a group is created, found by name and ARN, changed, listed after a restart, and removed', async () => {
  const made = await create('failed', failedExpression)
  expect(made).toEqual({
    GroupName: 'failed',
    GroupARN: expect.stringMatching(
      /^arn:aws:xray:local:000000000000:group\/failed\/[0-9A-F]{52}$/,
    ),
    FilterExpression: failedExpression,
    InsightsConfiguration: disabled,
  })
  const { GroupARN } = made ?? {}
  const ofName = await client.send(new GetGroupCommand({ GroupName: 'failed' }))
  const ofArn = await client.send(new GetGroupCommand({ GroupARN }))
  expect([ofName.Group, ofArn.Group]).toEqual([made, made])
  const InsightsConfiguration = { InsightsEnabled: true, NotificationsEnabled: true }
  const updated = await client.send(new UpdateGroupCommand({ GroupARN, InsightsConfiguration }))
  expect(updated.Group).toEqual({ ...made, InsightsConfiguration })

  await stop()
  await start()
  const { Groups } = await client.send(new GetGroupsCommand({}))
  expect(Groups).toEqual([
    {
      GroupName: 'Default',
      GroupARN: 'arn:aws:xray:local:000000000000:group/Default',
      InsightsConfiguration: disabled,
    },
    { ...made, InsightsConfiguration },
  ])
  await client.send(new DeleteGroupCommand({ GroupARN }))
  await expect(client.send(new GetGroupCommand({ GroupARN }))).rejects.toMatchObject(
    refused('Group not found'),
  )
  const again = await create('failed')
  expect(again).toEqual({
    GroupName: 'failed',
    GroupARN: again?.GroupARN,
    InsightsConfiguration: disabled,
  })
  expect(again?.GroupARN).not.toBe(GroupARN)
})

test.each([
  ['a name in use', new CreateGroupCommand({ GroupName: 'taken' }), 'already exists'],
  [
    'the name of the default group',
    new CreateGroupCommand({ GroupName: 'Default' }),
    'already exists',
  ],
  ['a name too long', new CreateGroupCommand({ GroupName: 'x'.repeat(33) }), 'GroupName'],
  ['an empty name', new CreateGroupCommand({ GroupName: '' }), 'GroupName'],
  [
    'an invalid expression',
    new CreateGroupCommand({ GroupName: 'a', FilterExpression: 'fault AND' }),
    'Invalid filter expression',
  ],
  [
    'an expression of another group',
    new CreateGroupCommand({ GroupName: 'a', FilterExpression: 'group.name = "taken"' }),
    'Invalid filter expression',
  ],
  [
    'notifications without insights',
    new CreateGroupCommand({
      GroupName: 'a',
      InsightsConfiguration: { NotificationsEnabled: true },
    }),
    'Notifications',
  ],
  [
    'a change to an invalid expression',
    new UpdateGroupCommand({ GroupName: 'taken', FilterExpression: '(' }),
    'Invalid filter expression',
  ],
  [
    'an expression for the default group',
    new UpdateGroupCommand({ GroupName: 'Default', FilterExpression: 'fault' }),
    'default group',
  ],
  [
    'a change of an unknown group',
    new UpdateGroupCommand({ GroupName: 'gone' }),
    'Group not found',
  ],
  ['a change without a group', new UpdateGroupCommand({}), 'Either GroupName or GroupARN'],
  ['deleting the default group', new DeleteGroupCommand({ GroupName: 'Default' }), 'default group'],
  ['deleting an unknown group', new DeleteGroupCommand({ GroupName: 'gone' }), 'Group not found'],
  [
    'a query of an unknown group',
    new GetServiceGraphCommand({ ...window, GroupName: 'gone' }),
    'Group not found',
  ],
  [
    'a name and an ARN of two groups',
    new GetGroupCommand({
      GroupName: 'taken',
      GroupARN: 'arn:aws:xray:local:000000000000:group/Default',
    }),
    'Group not found',
  ],
  ['a token of its own making', new GetGroupsCommand({ NextToken: 'abc' }), 'NextToken'],
] as const)('%s is refused', async (_name, command, message) => {
  await create('taken')
  await expect(client.send(command as GetGroupsCommand)).rejects.toMatchObject(refused(message))
  expect((await client.send(new GetGroupsCommand({}))).Groups).toHaveLength(2)
})

test('one of two concurrent creations with the same name is refused', async () => {
  const both = await Promise.allSettled([create('twin'), create('twin', 'fault')])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('limits the number of groups to 25', async () => {
  for (let index = 0; index < 25; index += 1) await create(`group-${index}`)
  await expect(create('one more')).rejects.toMatchObject(refused('25 groups'))
})

test('the graph and the statistics of a group are of its traces', async () => {
  const group = await create('failed', failedExpression)
  for (const [selector, count] of [
    [{}, traceCount],
    [{ GroupName: 'Default' }, traceCount],
    [{ GroupName: 'failed' }, failedCount],
    [{ GroupARN: group?.GroupARN }, failedCount],
  ] as const) {
    const graph = await client.send(new GetServiceGraphCommand({ ...window, ...selector }))
    const home = graph.Services?.find(({ Name }) => Name === 'home-activities')
    expect(home?.SummaryStatistics?.TotalCount).toBe(count)
    expect(home?.Edges?.[0]?.SummaryStatistics).toMatchObject({
      TotalCount: count,
      FaultStatistics: { TotalCount: failedCount },
    })
    const series = await client.send(
      new GetTimeSeriesServiceStatisticsCommand({
        ...{ ...window, ...selector, Period: 60 },
        EntitySelectorExpression: 'service("user-activities")',
      }),
    )
    expect(series.TimeSeriesServiceStatistics).toMatchObject([
      {
        Timestamp: new Date((now - (now % 60)) * 1_000),
        ServiceSummaryStatistics: {
          TotalCount: count,
          FaultStatistics: { TotalCount: failedCount },
        },
      },
    ])
  }
})

test('a filter expression names a group by name or ARN', async () => {
  const group = await create('failed', failedExpression)
  const count = async (FilterExpression: string) => {
    const command = new GetTraceSummariesCommand({ ...window, FilterExpression })
    return (await client.send(command)).TraceSummaries?.length
  }
  expect(await count('group.name = "failed"')).toBe(failedCount)
  expect(await count(`group.arn = "${group?.GroupARN}"`)).toBe(failedCount)
  expect(await count('!group.name = "failed" AND group.name = "Default"')).toBe(
    traceCount - failedCount,
  )
  await expect(count('group.name = "gone"')).rejects.toMatchObject(refused('Unknown group gone'))
})

test('no group has insights', async () => {
  await create('failed', failedExpression)
  for (const GroupName of ['Default', 'failed']) {
    const summaries = new GetInsightSummariesCommand({ ...window, GroupName, States: ['ACTIVE'] })
    expect((await client.send(summaries)).InsightSummaries).toEqual([])
  }
  const InsightId = '11111111-2222-4333-8444-555555555555'
  for (const command of [
    new GetInsightCommand({ InsightId }),
    new GetInsightEventsCommand({ InsightId }),
    new GetInsightImpactGraphCommand({ InsightId, ...window }),
    new GetInsightSummariesCommand({ ...window, GroupName: 'gone' }),
    new GetInsightSummariesCommand(window),
    new GetInsightSummariesCommand({ ...window, GroupName: 'failed', MaxResults: 101 }),
  ])
    await expect(client.send(command as GetInsightCommand)).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
})
