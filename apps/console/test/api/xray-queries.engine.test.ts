import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BatchGetTracesCommand,
  GetServiceGraphCommand,
  GetTimeSeriesServiceStatisticsCommand,
  GetTraceGraphCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  paginateGetTraceSummaries,
  XRayClient,
} from '@aws-sdk/client-xray'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerXrayQueries } from '../../src/api/aws/register-xray-queries.ts'
import { createGroups } from '../../src/query/xray/groups.ts'
import {
  startXrayReceiver,
  type XrayReceiver,
} from '../../src/receivers/xray/start-xray-receiver.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

const now = Math.floor(Date.now() / 1_000) - 60
const window = { StartTime: new Date((now - 600) * 1_000), EndTime: new Date((now + 600) * 1_000) }
let folder: string
let store: Store
let receiver: XrayReceiver
let client: XRayClient

const traceId = (index: number) => `1-${now.toString(16)}-${index.toString(16).padStart(24, '0')}`

/** home calls user, which calls the database; every third request fails in user. */
function documents(index: number) {
  const trace_id = traceId(index)
  const at = (offset: number) => Math.round((now + index / 10 + offset) * 1e6) / 1e6
  const start_time = at(0)
  const fails = index % 3 === 0
  const id = (part: number) => (index * 10 + part).toString(16).padStart(16, '0')
  const home = {
    ...{ trace_id, start_time, id: id(1), name: 'home-activities', end_time: at(0.4) },
    ...(fails && { error: true }),
    http: {
      request: { method: 'GET', url: 'http://localhost/api/activities/home' },
      response: { status: fails ? 404 : 200 },
    },
    annotations: { index, handle: 'andrew', zip: '12345', happy: true },
    subsegments: [
      {
        id: id(2),
        name: 'user-activities',
        start_time,
        end_time: at(0.3),
        namespace: 'remote',
      },
    ],
  }
  const user = {
    ...{
      trace_id,
      start_time,
      id: id(3),
      parent_id: id(2),
      name: 'user-activities',
      end_time: at(0.2),
    },
    ...(fails && { fault: true }),
    subsegments: [
      {
        id: id(4),
        name: 'cruddur',
        start_time,
        end_time: at(0.1),
        namespace: 'remote',
        sql: { url: 'x' },
      },
    ],
  }
  return [home, user].map((document) => JSON.stringify(document))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-xray-'))
  store = await openStore({ folder, retention: { maxAgeDays: 365, maxBytes: 1e9 } })
  const readers = { segments: store.segments, groups: createGroups(store.xrayGroups) }
  receiver = await startXrayReceiver({
    sink: store.sink,
    host: '127.0.0.1',
    port: 0,
    extend: (app) => app.register((scope) => registerXrayQueries(scope, readers)),
    onError: () => {},
  })
  client = new XRayClient({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${receiver.port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
  const all = Array.from({ length: 120 }, (_, index) => documents(index)).flat()
  const { UnprocessedTraceSegments } = await client.send(
    new PutTraceSegmentsCommand({ TraceSegmentDocuments: all }),
  )
  expect(UnprocessedTraceSegments).toEqual([])
})
afterAll(async () => {
  client.destroy()
  await receiver.close()
  await store.close()
  await rm(folder, { recursive: true })
})

async function search(FilterExpression?: string) {
  const found: string[] = []
  for await (const page of paginateGetTraceSummaries({ client }, { ...window, FilterExpression })) {
    found.push(...(page.TraceSummaries ?? []).map(({ Id = '' }) => Id))
  }
  return found
}

test('GetTraceSummaries pages through all traces, newest first', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => traceId(119 - index))
  expect(await search()).toEqual(ids)
})

test('GetTraceSummaries summarizes a trace', async () => {
  const { TraceSummaries, TracesProcessedCount } = await client.send(
    new GetTraceSummariesCommand({ ...window, FilterExpression: 'annotation.index = 3' }),
  )
  expect(TracesProcessedCount).toBe(120)
  expect(TraceSummaries).toMatchObject([
    {
      Id: traceId(3),
      ResponseTime: 0.4,
      Duration: 0.4,
      HasError: true,
      HasFault: false,
      IsPartial: false,
      StartTime: new Date((now + 0.3) * 1_000),
      Http: { HttpStatus: 404, HttpMethod: 'GET', HttpURL: 'http://localhost/api/activities/home' },
      Annotations: {
        index: [{ AnnotationValue: { NumberValue: 3 }, ServiceIds: [{ Name: 'home-activities' }] }],
        handle: [{ AnnotationValue: { StringValue: 'andrew' } }],
        zip: [{ AnnotationValue: { StringValue: '12345' } }],
        happy: [{ AnnotationValue: { BooleanValue: true } }],
      },
      EntryPoint: { Name: 'home-activities' },
      FaultRootCauses: [
        {
          Services: [
            {
              ...{ Name: 'home-activities', Type: 'unknown' },
              EntityPath: [{ Remote: false }, { Remote: true }],
            },
            { Name: 'user-activities', Inferred: false },
          ],
        },
      ],
      ErrorRootCauses: [{ Services: [{ Name: 'home-activities' }], ClientImpacting: true }],
      ResponseTimeRootCauses: [{ Services: [{}, {}, { Name: 'cruddur', Inferred: true }] }],
    },
  ])
  const names = TraceSummaries?.[0]?.ServiceIds?.map(({ Name }) => Name)
  expect(names).toEqual(['home-activities', 'user-activities', 'cruddur'])
})

test.each([
  ['service("user-activities") { fault }', 40],
  ['service("user-activities") AND responsetime > 0.5', 0],
  ['error', 40],
  ['edge("user-activities", "cruddur")', 120],
])('%s finds %i traces', async (expression, count) => {
  expect(await search(expression)).toHaveLength(count)
})

test('BatchGetTraces returns the documents with their nesting', async () => {
  const unknown = `1-00000000-${'0'.repeat(24)}`
  const { Traces = [], UnprocessedTraceIds } = await client.send(
    new BatchGetTracesCommand({ TraceIds: [traceId(3), unknown] }),
  )
  expect(UnprocessedTraceIds).toEqual([unknown])
  expect(Traces).toMatchObject([
    { Id: traceId(3), Duration: expect.closeTo(0.4, 5), LimitExceeded: false },
  ])
  const read = Traces[0]?.Segments?.map(({ Document = '' }) => JSON.parse(Document)) ?? []
  const sent = documents(3).map((document) => JSON.parse(document))
  expect(read.map(({ name }) => name).sort()).toEqual(['home-activities', 'user-activities'])
  expect(read.find(({ name }) => name === 'home-activities')).toMatchObject({
    ...sent[0],
  })
  expect(read.find(({ name }) => name === 'user-activities')).toMatchObject(sent[1])
})

test('GetServiceGraph counts calls of each node and edge', async () => {
  const { Services = [] } = await client.send(new GetServiceGraphCommand(window))
  const node = (name: string) => Services.find(({ Name }) => Name === name)
  const edge = (from: string, to: string) =>
    node(from)?.Edges?.find(({ ReferenceId }) => ReferenceId === node(to)?.ReferenceId)
  expect(Services.map(({ Name }) => Name).sort()).toEqual([
    'client',
    'cruddur',
    'home-activities',
    'user-activities',
  ])
  expect(node('home-activities')).toMatchObject({
    Root: true,
    SummaryStatistics: {
      OkCount: 80,
      TotalCount: 120,
      ErrorStatistics: { TotalCount: 40 },
      FaultStatistics: { TotalCount: 0 },
    },
  })
  expect(node('cruddur')?.Type).toBe('Database::SQL')
  expect(edge('home-activities', 'user-activities')).toMatchObject({
    SummaryStatistics: { TotalCount: 120, OkCount: 80, FaultStatistics: { TotalCount: 40 } },
    ResponseTimeHistogram: [{ Value: 0.2, Count: 120 }],
  })
  expect(edge('client', 'home-activities')?.SummaryStatistics?.TotalCount).toBe(120)
})

test('GetTraceGraph draws the graph of the traces that are named', async () => {
  const { Services = [] } = await client.send(
    new GetTraceGraphCommand({ TraceIds: [traceId(1), traceId(3)] }),
  )
  const user = Services.find(({ Name }) => Name === 'user-activities')
  expect(user).toMatchObject({
    StartTime: new Date((now + 0.1) * 1_000),
    SummaryStatistics: { TotalCount: 2, OkCount: 1, FaultStatistics: { TotalCount: 1 } },
    Edges: [{ SummaryStatistics: { TotalCount: 2 } }],
  })
  const none = new GetTraceGraphCommand({ TraceIds: [`1-00000000-${'0'.repeat(24)}`] })
  expect((await client.send(none)).Services).toEqual([])
})

test('GetTimeSeriesServiceStatistics counts calls in periods', async () => {
  const timeSeries = (EntitySelectorExpression: string) =>
    client.send(
      new GetTimeSeriesServiceStatisticsCommand({
        ...window,
        EntitySelectorExpression,
        Period: 60,
      }),
    )
  const { TimeSeriesServiceStatistics: ofService = [] } = await timeSeries(
    'service("user-activities")',
  )
  const counts = ofService.map(({ ServiceSummaryStatistics }) => ServiceSummaryStatistics)
  const sum = (values: (number | undefined)[]) => values.reduce<number>((a, b) => a + (b ?? 0), 0)
  expect(sum(counts.map((count) => count?.TotalCount))).toBe(120)
  expect(sum(counts.map((count) => count?.FaultStatistics?.TotalCount))).toBe(40)
  for (const { Timestamp } of ofService) expect(Number(Timestamp) % 60_000).toBe(0)
  const { TimeSeriesServiceStatistics: ofEdge = [] } = await timeSeries(
    'edge("user-activities", "cruddur")',
  )
  expect(sum(ofEdge.map(({ EdgeSummaryStatistics: edge }) => edge?.OkCount))).toBe(120)
  await expect(timeSeries('fault')).rejects.toMatchObject({ name: 'InvalidRequestException' })
})

test.each([
  ['an invalid filter expression', { FilterExpression: 'nonsense' }],
  ['an end before the start', { EndTime: new Date((now - 900) * 1_000) }],
  ['a range of more than a day', { StartTime: new Date((now - 90_000) * 1_000) }],
  ['a token of its own making', { NextToken: 'abc' }],
])('GetTraceSummaries refuses %s', async (_, input) => {
  const command = new GetTraceSummariesCommand({ ...window, ...input })
  await expect(client.send(command)).rejects.toMatchObject({ name: 'InvalidRequestException' })
})

test.each([[[]], [['1-x']], [Array.from({ length: 6 }, (_, index) => traceId(index))]])(
  'BatchGetTraces refuses the ids %o',
  async (TraceIds) => {
    await expect(client.send(new BatchGetTracesCommand({ TraceIds }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
  },
)
