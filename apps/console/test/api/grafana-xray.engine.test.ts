import { rm } from 'node:fs/promises'
import {
  BatchGetTracesCommand,
  GetGroupsCommand,
  GetInsightSummariesCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  paginateGetServiceGraph,
  paginateGetTimeSeriesServiceStatistics,
  paginateGetTraceGraph,
  paginateGetTraceSummaries,
  type TraceSummary,
  XRayClient,
} from '@aws-sdk/client-xray'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'

// The calls of Grafana's X-Ray data source (2.17), and the fields that it reads without a check.

const traces = 8
const now = Math.floor(Date.now() / 1_000) - 60
const window = { StartTime: new Date((now - 300) * 1_000), EndTime: new Date((now + 300) * 1_000) }
const traceId = (index: number) => `1-${now.toString(16)}-${index.toString(16).padStart(24, '0')}`
const client = (endpoint: string) =>
  new XRayClient({
    ...{ endpoint, region: 'us-east-1' },
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
let folder: string
let running: Console
let xray: XRayClient

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  xray = client(running.url)
  const documents = Array.from({ length: traces }, (_, index) => ({
    ...{ trace_id: traceId(index), id: (index + 1).toString(16).padStart(16, '0') },
    ...{ name: 'worker', start_time: now + index / 10, end_time: now + index / 10 + 0.25 },
    // The others have no request, as jobs have none.
    ...(index < 4 && {
      http: { request: { method: 'GET', url: 'http://localhost/' }, response: { status: 200 } },
    }),
    annotations: { index },
  }))
  await xray.send(
    new PutTraceSegmentsCommand({
      TraceSegmentDocuments: documents.map((document) => JSON.stringify(document)),
    }),
  )
})
afterAll(async () => {
  xray.destroy()
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

test('the health check and the list of groups', async () => {
  const { Groups = [] } = await xray.send(new GetGroupsCommand({}))
  expect(Groups.map(({ GroupName }) => GroupName)).toEqual(['Default'])
})

test('the trace list has an Http block in each summary', async () => {
  const found: TraceSummary[] = []
  for await (const page of paginateGetTraceSummaries({ client: xray, pageSize: 3 }, window))
    found.push(...(page.TraceSummaries ?? []))
  expect(found).toHaveLength(traces)
  for (const { Id, StartTime, Duration, Http } of found)
    expect({ Id, StartTime, Duration, Http }).toEqual({
      Id: expect.any(String),
      StartTime: expect.any(Date),
      Duration: expect.closeTo(0.25),
      Http: expect.any(Object),
    })
})

test('the statistics have periods, and a total time for the average', async () => {
  const request = { ...window, GroupName: 'Default', Period: 60 }
  let count = 0
  for await (const page of paginateGetTimeSeriesServiceStatistics({ client: xray }, request))
    for (const { Timestamp, ServiceSummaryStatistics: service, EdgeSummaryStatistics: edge } of [
      ...(page.TimeSeriesServiceStatistics ?? []),
    ]) {
      expect(Timestamp).toBeInstanceOf(Date)
      const statistics = service ?? edge
      expect(statistics?.TotalResponseTime).toEqual(expect.any(Number))
      expect(statistics?.ErrorStatistics?.ThrottleCount).toEqual(expect.any(Number))
      expect(statistics?.FaultStatistics?.TotalCount).toEqual(expect.any(Number))
      count += statistics?.TotalCount ?? 0
    }
  expect(count).toBe(traces)
})

test('the analytics read four quarters of the range with a sampling rate', async () => {
  const quarterMillis = 150_000
  const quarters = await Promise.all(
    [0, 1, 2, 3].map(async (index) => {
      const from = window.StartTime.getTime() + index * quarterMillis
      const { TraceSummaries = [] } = await xray.send(
        new GetTraceSummariesCommand({
          ...{ StartTime: new Date(from), EndTime: new Date(from + quarterMillis) },
          ...{ TimeRangeType: 'Event', Sampling: true },
          SamplingStrategy: { Name: 'FixedRate', Value: 1 },
        }),
      )
      return TraceSummaries.map(({ Id }) => Id ?? '')
    }),
  )
  const ids = Array.from({ length: traces }, (_, index) => traceId(index))
  expect(quarters.flat().sort()).toEqual(ids)
})

test('the service map, one trace with its graph, and insights', async () => {
  const names: (string | undefined)[] = []
  const map = paginateGetServiceGraph({ client: xray }, { ...window, GroupName: 'Default' })
  for await (const { Services = [] } of map) names.push(...Services.map(({ Name }) => Name))
  expect(names).toContain('worker')

  const TraceIds = [traceId(0)]
  const { Traces = [] } = await xray.send(new BatchGetTracesCommand({ TraceIds }))
  expect(JSON.parse(Traces[0]?.Segments?.[0]?.Document ?? '')).toMatchObject({ name: 'worker' })
  for await (const { Services = [] } of paginateGetTraceGraph({ client: xray }, { TraceIds }))
    expect(Services.map(({ Name }) => Name)).toContain('worker')

  for (const States of [['ACTIVE'], ['CLOSED'], []] as ('ACTIVE' | 'CLOSED')[][]) {
    const request = new GetInsightSummariesCommand({ ...window, GroupName: 'Default', States })
    expect((await xray.send(request)).InsightSummaries).toEqual([])
  }
})
