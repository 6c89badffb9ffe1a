import { describe, expect, test } from 'vitest'
import { decodeSegmentDocument } from '../../../src/decode/xray/segment-document.ts'

const segment = {
  name: 'user-activities',
  id: '70DE5B6F19FF9A0A',
  trace_id: '1-581cf771-a006649127e371903a2de979',
  start_time: 1478293361.271,
  end_time: 1478293361.449,
}

function decode(document: unknown) {
  return decodeSegmentDocument(typeof document === 'string' ? document : JSON.stringify(document))
}

function rowsOf(document: unknown) {
  const decoded = decode(document)
  expect(decoded.unprocessed).toEqual([])
  return decoded.rows
}

describe('a segment document', () => {
  test('becomes a row with IDs and times', () => {
    expect(rowsOf(segment)).toMatchObject([
      {
        TraceId: '581cf771a006649127e371903a2de979',
        SegmentId: '70de5b6f19ff9a0a',
        ParentId: '',
        Timestamp: '1478293361271000000',
        Duration: '178000000',
        Name: 'user-activities',
        ServiceName: 'user-activities',
        IsSubsegment: false,
        InProgress: false,
      },
    ])
  })

  test('keeps every block, including unknown ones', () => {
    const [row] = rowsOf({
      ...segment,
      fault: true,
      origin: 'AWS::ECS::Container',
      http: { request: { method: 'GET', url: 'http://localhost/' }, response: { status: 500 } },
      annotations: { handle: 'andrew', likes: 5, happy: true, nested: { not: 'indexed' } },
      metadata: { namespace: { now: '2026-01-01' } },
      links: [{ trace_id: segment.trace_id }],
    })
    expect(row).toMatchObject({
      Fault: true,
      Error: false,
      Origin: 'AWS::ECS::Container',
      Annotations: { handle: 'andrew', likes: '5', happy: 'true' },
      Metadata: '{"namespace":{"now":"2026-01-01"}}',
      Other: `{"links":[{"trace_id":"${segment.trace_id}"}]}`,
    })
    expect(JSON.parse(row?.Http ?? '')).toMatchObject({ response: { status: 500 } })
  })

  test('becomes one row per nested subsegment, with parent and service', () => {
    const leaf = {
      name: 'SELECT',
      id: '3333333333333333',
      start_time: 1478293361.3,
      end_time: 1478293361.31,
      namespace: 'remote',
      sql: { sanitized_query: 'SELECT 1' },
    }
    const branch = {
      name: 'mock-data',
      id: '2222222222222222',
      start_time: 1478293361.29,
      in_progress: true,
      subsegments: [leaf],
    }
    const rows = rowsOf({ ...segment, subsegments: [branch] })
    expect(
      rows.map(({ Name, ParentId, ServiceName, IsSubsegment, InProgress, Namespace }) => [
        Name,
        ParentId,
        ServiceName,
        IsSubsegment,
        InProgress,
        Namespace,
      ]),
    ).toEqual([
      ['user-activities', '', 'user-activities', false, false, ''],
      ['mock-data', '70de5b6f19ff9a0a', 'user-activities', true, true, ''],
      ['SELECT', '2222222222222222', 'user-activities', true, false, 'remote'],
    ])
    expect(new Set(rows.map(({ TraceId }) => TraceId)).size).toBe(1)
  })

  test.each([
    [{ default: { 'otel.resource.service.instance.id': 'run-1' } }, 'run-1'],
    [{ default: { 'otel.resource.service.instance.id': 7 } }, ''],
    [{ default: null }, ''],
    ['text', ''],
  ])('names the start of its service in its metadata: %j', (metadata, instance) => {
    const child = { name: 'query', id: '2222222222222222', start_time: 1478293361.29 }
    const rows = rowsOf({ ...segment, metadata, subsegments: [child] })
    expect(rows.map(({ InstanceId }) => InstanceId)).toEqual([instance, instance])
  })

  test('may be an independent subsegment without a service', () => {
    expect(rowsOf({ ...segment, type: 'subsegment', parent_id: '1111111111111111' })).toMatchObject(
      [{ IsSubsegment: true, ParentId: '1111111111111111', ServiceName: '' }],
    )
  })

  test('accepts a W3C trace ID', () => {
    expect(rowsOf({ ...segment, trace_id: '581CF771a006649127e371903a2de979' })).toMatchObject([
      { TraceId: '581cf771a006649127e371903a2de979' },
    ])
  })

  test('is in progress until it has an end', () => {
    const { end_time: _, ...open } = segment
    expect(rowsOf({ ...open, in_progress: true })).toMatchObject([
      { InProgress: true, Duration: '0' },
    ])
    expect(decode(open)).toMatchObject({ unprocessed: [{ errorCode: 'InvalidDocument' }] })
  })

  test('must start within the time window, like its subsegments', () => {
    const inner = (start_time: number) => ({
      name: 'inner',
      id: '2222222222222222',
      start_time,
      end_time: 9,
    })
    const text = JSON.stringify({ ...segment, subsegments: [inner(5), inner(segment.start_time)] })
    const around = {
      earliest: segment.start_time - 1,
      latest: segment.start_time + 1,
      earliestEnd: 1,
    }
    expect(decodeSegmentDocument(text, around)).toMatchObject({
      rows: [{}, { Name: 'inner' }],
      unprocessed: [{ id: '2222222222222222', message: expect.stringContaining('start_time') }],
    })
    const later = { ...around, earliest: segment.start_time + 1, latest: segment.start_time + 2 }
    expect(decodeSegmentDocument(text, later)).toMatchObject({
      unprocessed: [
        { errorCode: 'InvalidDocument', message: expect.stringContaining('start_time') },
      ],
    })
  })

  test('lists subsegments without ID or name as unprocessed and keeps the others', () => {
    const times = { start_time: segment.start_time, end_time: segment.end_time }
    const { rows, unprocessed } = decode({
      ...segment,
      subsegments: [
        {
          ...times,
          name: 'no id',
          subsegments: [{ ...times, name: 'deeper', id: '3'.repeat(16) }],
        },
        { ...times, id: '2'.repeat(16) },
        { ...times, name: 'good', id: '1'.repeat(16) },
        'text',
      ],
    })
    expect(rows.map(({ Name, ParentId }) => [Name, ParentId])).toEqual([
      ['user-activities', ''],
      ['good', '70de5b6f19ff9a0a'],
      ['deeper', '70de5b6f19ff9a0a'],
    ])
    expect(unprocessed.map(({ id, message }) => [id, message])).toEqual([
      ['70DE5B6F19FF9A0A', 'subsegment: id must be 16 hex digits'],
      ['2222222222222222', 'subsegment: name must be a non-empty string'],
      ['70DE5B6F19FF9A0A', 'subsegment: must be a JSON object'],
    ])
  })

  test('must have ended within the retention; one of a day or longer is kept from its end on', () => {
    const window = {
      earliest: 1,
      latest: 2e9,
      earliestEnd: segment.end_time,
      retainLongUntil: 20_000,
    }
    const decodeWithin = (over: object) =>
      decodeSegmentDocument(JSON.stringify({ ...segment, ...over }), window)
    expect(decodeWithin({ end_time: segment.end_time - 1 })).toMatchObject({
      rows: [],
      unprocessed: [{ message: 'older than the retention (CONSOLE_RETENTION_DAYS)' }],
    })
    expect(decodeWithin({}).rows).toMatchObject([{ RetainUntil: undefined }])
    expect(decodeWithin({ start_time: segment.start_time - 90_000 }).rows).toMatchObject([
      { RetainUntil: 20_000 },
    ])
  })

  test('keeps dangerous keys as plain data', () => {
    const text = JSON.stringify(segment).replace('}', ',"annotations":{"__proto__":"x"}}')
    const [row] = rowsOf(text)
    expect(Object.entries(row?.Annotations ?? {})).toEqual([['__proto__', 'x']])
  })

  test.each([
    ['no JSON', '{', 'ParseError'],
    ['a list', [], 'ParseError'],
    ['null', 'null', 'ParseError'],
    ['a name of another type', { ...segment, name: 7 }, 'InvalidDocument'],
    ['an empty name', { ...segment, name: '' }, 'InvalidDocument'],
    ['a short id', { ...segment, id: '70de5b6f19ff9a0' }, 'InvalidDocument'],
    [
      'a trace id without dashes in the right places',
      { ...segment, trace_id: '1-581cf771a-006649127e371903a2de979' },
      'InvalidDocument',
    ],
    ['a start before the epoch', { ...segment, start_time: -1 }, 'InvalidDocument'],
    ['a start beyond 64 bits of nanoseconds', { ...segment, start_time: 1e300 }, 'InvalidDocument'],
    ['an end as text', { ...segment, end_time: 'now' }, 'InvalidDocument'],
    ['more than 64 KiB', { ...segment, metadata: { a: 'x'.repeat(65_536) } }, 'DocumentTooLarge'],
  ])('is not processed with %s', (_, document, errorCode) => {
    expect(decode(document)).toMatchObject({ rows: [], unprocessed: [{ errorCode }] })
  })

  test('may be nested to any depth', () => {
    const deep = `${'{"a":'.repeat(12_000)}1${'}'.repeat(12_000)}`
    const text = JSON.stringify(segment).replace(/}$/, `,"metadata":${deep}}`)
    expect(decode(text).rows.length + decode(text).unprocessed.length).toBe(1)
  })
})
