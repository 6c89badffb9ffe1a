import { createSocket } from 'node:dgram'
import {
  GetSamplingRulesCommand,
  GetSamplingTargetsCommand,
  PutTelemetryRecordsCommand,
  PutTraceSegmentsCommand,
  XRayClient,
} from '@aws-sdk/client-xray'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  startXrayReceiver,
  type XrayReceiver,
} from '../../../src/receivers/xray/start-xray-receiver.ts'
import { createMemorySink, type MemorySink } from '../../support/memory-sink.ts'

const patiently = { timeout: 20_000 }
const header = '{"format":"json","version":1}\n'
let sink: MemorySink
let receiver: XrayReceiver
let errors: unknown[]

beforeEach(async () => {
  sink = createMemorySink()
  errors = []
  receiver = await startXrayReceiver({
    sink,
    host: '127.0.0.1',
    port: 0,
    onError: (error) => errors.push(error),
  })
})

afterEach(() => receiver.close())

function document(id: number, startSeconds = Date.now() / 1_000) {
  return JSON.stringify({
    name: 'user-activities',
    id: id.toString(16).padStart(16, '0'),
    trace_id: '1-581cf771-a006649127e371903a2de979',
    start_time: startSeconds,
    end_time: startSeconds + 0.25,
  })
}

async function send(...datagrams: (string | Buffer)[]) {
  const socket = createSocket('udp4')
  for (const datagram of datagrams) {
    await new Promise((resolve) => socket.send(datagram, receiver.port, '127.0.0.1', resolve))
  }
  socket.close()
}

function client() {
  return new XRayClient({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${receiver.port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
}

describe('by UDP', () => {
  test('stores a segment and subsegments of the X-Ray SDK', async () => {
    vi.stubEnv('AWS_XRAY_MANUAL_MODE', '1')
    vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${receiver.port}`)
    const { default: AWSXRay } = await import('aws-xray-sdk-core')
    AWSXRay.setDaemonAddress(`127.0.0.1:${receiver.port}`)
    const segment = new AWSXRay.Segment('user-activities')
    const subsegment = segment.addNewSubsegment('mock-data')
    subsegment.addAnnotation('handle', 'andrew')
    subsegment.addMetadata('now', '2026-01-01', 'namespace')
    subsegment.addError(new Error('boom'))
    subsegment.close()
    segment.close()

    await vi.waitFor(() => expect(sink.rows.segments).toHaveLength(2), patiently)
    expect(sink.rows.segments).toMatchObject([
      { Name: 'user-activities', SegmentId: segment.id, IsSubsegment: false },
      {
        Name: 'mock-data',
        ParentId: segment.id,
        ServiceName: 'user-activities',
        Fault: true,
        Annotations: { handle: 'andrew' },
        Metadata: '{"namespace":{"now":"2026-01-01"}}',
      },
    ])
    expect(sink.rows.segments[1]?.Cause).toContain('boom')
  })

  test('counts malformed datagrams and continues', async () => {
    await send('', 'x', '{}\n{}', `${header}{`, Buffer.alloc(60_000, 0xff), header + document(1))
    await vi.waitFor(() => expect(sink.rows.segments).toHaveLength(1), patiently)
    expect(await receiver.counters()).toMatchObject({
      received: 6,
      stored: 1,
      rejected: 5,
      dropped: 0,
    })
  })

  test('retries rows that an overloaded store refused', async () => {
    sink.behave('overload')
    await send(header + document(1), header + document(2))
    await vi.waitFor(async () => expect((await receiver.counters()).received).toBe(2), patiently)
    sink.behave('keep')
    await vi.waitFor(async () => expect((await receiver.counters()).stored).toBe(2), patiently)
    expect(errors).toEqual([])
  })

  test('counts the documents of a failed insert as dropped', async () => {
    sink.behave(new Error('disk full'))
    await send(header + document(1))
    await vi.waitFor(async () => expect((await receiver.counters()).dropped).toBe(1), patiently)
    sink.behave('keep')
    await send(header + document(2))
    await vi.waitFor(() => expect(sink.rows.segments).toHaveLength(1), patiently)
    expect(errors).toEqual([new Error('disk full')])
  })

  test('stores queued documents on close', async () => {
    sink.behave('overload')
    await send(header + document(1))
    await vi.waitFor(async () => expect((await receiver.counters()).received).toBe(1), patiently)
    const closed = receiver.close()
    sink.behave('keep')
    await closed
    expect(sink.rows.segments).toHaveLength(1)
  })
})

describe('by TCP', () => {
  test('PutTraceSegments accepts the last 30 days, like the service', async () => {
    const now = Date.now() / 1_000
    const starts = [now - 31 * 86_400, now - 29 * 86_400, now + 2 * 86_400]
    const { UnprocessedTraceSegments } = await client().send(
      new PutTraceSegmentsCommand({
        TraceSegmentDocuments: starts.map((start, index) => document(index, start)),
      }),
    )
    expect(UnprocessedTraceSegments?.map(({ Id }) => Id)).toEqual([
      '0000000000000000',
      '0000000000000002',
    ])
  })

  test('PutTraceSegments stores valid documents and lists the others', async () => {
    const { UnprocessedTraceSegments } = await client().send(
      new PutTraceSegmentsCommand({
        TraceSegmentDocuments: [document(1), '{', '{"id":"70de5b6f19ff9a0a","name":"no trace"}'],
      }),
    )
    expect(UnprocessedTraceSegments).toMatchObject([
      { ErrorCode: 'ParseError' },
      { Id: '70de5b6f19ff9a0a', ErrorCode: 'InvalidDocument' },
    ])
    expect(sink.rows.segments).toHaveLength(1)
    expect(await receiver.counters()).toMatchObject({
      received: 3,
      stored: 1,
      rejected: 2,
      dropped: 0,
    })
  })

  test('the sampling rule samples every request', async () => {
    const { SamplingRuleRecords } = await client().send(new GetSamplingRulesCommand({}))
    expect(SamplingRuleRecords).toMatchObject([
      {
        SamplingRule: {
          RuleName: 'Default',
          FixedRate: 1,
          ResourceARN: '*',
          Version: 1,
          Attributes: {},
        },
      },
    ])
    const targets = await client().send(
      new GetSamplingTargetsCommand({
        SamplingStatisticsDocuments: ['Default', 'Cruddur'].map((RuleName) => ({
          RuleName,
          ClientID: 'ABCDEF0123456789abcdef01',
          Timestamp: new Date(),
          RequestCount: 10,
          SampledCount: 10,
          BorrowCount: 0,
        })),
      }),
    )
    expect(targets.SamplingTargetDocuments).toMatchObject([
      { RuleName: 'Default', FixedRate: 1, Interval: 10 },
    ])
    const ttl = targets.SamplingTargetDocuments?.[0]?.ReservoirQuotaTTL?.getTime() ?? 0
    expect(ttl).toBeGreaterThan(Date.now())
    expect(targets.UnprocessedStatistics).toMatchObject([{ RuleName: 'Cruddur' }])
  })

  test('accepts PutTelemetryRecords', async () => {
    const sent = client().send(
      new PutTelemetryRecordsCommand({ TelemetryRecords: [{ Timestamp: new Date() }] }),
    )
    await expect(sent).resolves.toBeDefined()
  })

  test('responds to an invalid call with InvalidRequestException', async () => {
    const command = new GetSamplingTargetsCommand({
      SamplingStatisticsDocuments: [
        {
          RuleName: 'Default',
          ClientID: 'short',
          Timestamp: new Date(),
          RequestCount: 1,
          SampledCount: 1,
        },
      ],
    })
    await expect(client().send(command)).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  test('responds with ThrottledException when the store is overloaded, and acknowledges nothing', async () => {
    sink.behave('overload')
    const command = new PutTraceSegmentsCommand({ TraceSegmentDocuments: [document(1)] })
    await expect(client().send(command)).rejects.toMatchObject({ name: 'ThrottledException' })
    expect(await receiver.counters()).toMatchObject({ stored: 0, dropped: 1 })
  })

  test.each([
    ['no JSON', '/GetSamplingRules', '{', 400],
    ['no list', '/TraceSegments', '{"TraceSegmentDocuments":7}', 400],
    ['null', '/TraceSegments', 'null', 400],
    ['too long', '/TraceSegments', 'x'.repeat(9 * 1024 * 1024), 413],
    ['unknown', '/Nothing', '{}', 404],
  ])('a body or path that is %s is refused', async (_, path, body, status) => {
    const response = await fetch(`http://127.0.0.1:${receiver.port}${path}`, {
      method: 'POST',
      body,
    })
    expect(response.status).toBe(status)
    expect(await response.text()).toMatch(/message/i)
  })
})
