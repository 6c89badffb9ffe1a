import { describe, expect, test } from 'vitest'
import { decodeJsonLogs } from '../../../src/decode/otlp/json/decode-logs.ts'
import { decodeJsonTraces } from '../../../src/decode/otlp/json/decode-traces.ts'
import { decodeProtobufLogs } from '../../../src/decode/otlp/protobuf/decode-logs.ts'
import { decodeProtobufTraces } from '../../../src/decode/otlp/protobuf/decode-traces.ts'
import { encodeProtobuf } from '../../support/otlp-schema.ts'

const traceId = '5b8efff798038103d269b633813fc60c'
const spanId = 'eee19b7ec3c1b174'

const attributes = [
  { key: 'text', value: { stringValue: 'ü "quoted"' } },
  { key: 'flag', value: { boolValue: true } },
  { key: 'whole', value: { intValue: '-9223372036854775808' } },
  { key: 'half', value: { doubleValue: 0.5 } },
  { key: 'bytes', value: { bytesValue: 'AQID' } },
  { key: '__proto__', value: { stringValue: 'kept' } },
  {
    key: 'list',
    value: {
      arrayValue: { values: [{ stringValue: 'a' }, { intValue: '9007199254740993' }, {}] },
    },
  },
  {
    key: 'map',
    value: {
      kvlistValue: {
        values: [
          { key: 'z', value: { boolValue: false } },
          { key: 'a', value: { arrayValue: { values: [{ doubleValue: 1.5 }] } } },
        ],
      },
    },
  },
  { key: 'none' },
]

const attributeTexts = {
  text: 'ü "quoted"',
  flag: 'true',
  whole: '-9223372036854775808',
  half: '0.5',
  bytes: 'AQID',
  ['__proto__']: 'kept',
  list: '["a",9007199254740993,null]',
  map: '{"a":[1.5],"z":false}',
  none: '',
}

const span = {
  traceId,
  spanId,
  parentSpanId: 'eee19b7ec3c1b173',
  traceState: 'a=b',
  name: 'GET /',
  kind: 2,
  startTimeUnixNano: '1544712660000000001',
  endTimeUnixNano: '1544712661000000003',
  attributes,
  droppedAttributesCount: 3,
  flags: 257,
  events: [
    {
      timeUnixNano: '1544712660500000007',
      name: 'exception',
      attributes: [{ key: 'exception.type', value: { stringValue: 'Error' } }],
    },
  ],
  links: [{ traceId, spanId, traceState: 'c=d', attributes: [], flags: 1 }],
  status: { code: 2, message: 'boom' },
}

const traces = (spans: object[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cruddur' } }] },
      scopeSpans: [{ scope: { name: 'scope', version: '1' }, spans }],
      schemaUrl: 'https://example.test',
    },
  ],
})

const spanForms = {
  protobuf: (request: object) => decodeProtobufTraces(encodeProtobuf('TracesRequest', request)),
  json: (request: object) => decodeJsonTraces(Buffer.from(JSON.stringify(request))),
}

describe.each(Object.entries(spanForms))('spans as %s', (_, decode) => {
  test('maps every field to its column, and values to text as the Collector does', () => {
    expect(decode(traces([span]))).toEqual({
      rejected: 0,
      reasons: new Map(),
      rejectedBecause: '',
      rows: [
        {
          Timestamp: '1544712660000000001',
          TraceId: traceId,
          SpanId: spanId,
          ParentSpanId: 'eee19b7ec3c1b173',
          TraceState: 'a=b',
          SpanName: 'GET /',
          SpanKind: 'Server',
          ServiceName: 'cruddur',
          ResourceAttributes: { 'service.name': 'cruddur' },
          ScopeName: 'scope',
          ScopeVersion: '1',
          SpanAttributes: attributeTexts,
          Duration: '1000000002',
          StatusCode: 'Error',
          StatusMessage: 'boom',
          'Events.Timestamp': ['1544712660500000007'],
          'Events.Name': ['exception'],
          'Events.Attributes': [{ 'exception.type': 'Error' }],
          'Links.TraceId': [traceId],
          'Links.SpanId': [spanId],
          'Links.TraceState': ['c=d'],
          'Links.Attributes': [{}],
          ValueTypes: JSON.stringify({
            attributes: { bytes: 'bytes', list: 'array', map: 'map', none: 'empty' },
          }),
        },
      ],
    })
  })

  test('rejects only the span with too many attributes or events', () => {
    const attributes = Array.from({ length: 2_001 }, (_none, index) => ({
      key: `k${index}`,
      value: { stringValue: 'v' },
    }))
    const events = Array.from({ length: 10_001 }, () => ({ timeUnixNano: '1', name: 'e' }))
    const decoded = decode(traces([span, { ...span, attributes }, { ...span, events }]))
    expect(decoded.rows).toHaveLength(1)
    expect(decoded).toMatchObject({
      rejected: 2,
      rejectedBecause:
        'more than 2,000 attributes (1 span); more than 10,000 events and links (1 span)',
    })
  })

  test('rejects spans with invalid IDs one by one, with the reason', () => {
    const decoded = decode(
      traces([
        span,
        { ...span, traceId: '0'.repeat(32) },
        { ...span, traceId: 'abcd' },
        { ...span, spanId: '' },
      ]),
    )
    expect(decoded.rows).toHaveLength(1)
    expect(decoded.rejected).toBe(3)
    expect(decoded.rejectedBecause).toBe(
      'traceId is not 16 bytes or is all zero (2 spans); spanId is not 8 bytes or is all zero (1 span)',
    )
  })

  test('stores a duration of 0 for a span that ends before its start', () => {
    const { rows, rejected } = decode(
      traces([
        { ...span, endTimeUnixNano: '1' },
        { ...span, startTimeUnixNano: '18446744073709551615' },
      ]),
    )
    expect(rows.map(({ Duration }) => Duration)).toEqual(['0'])
    expect(rejected).toBe(1)
  })

  test('uses unknown_service for a resource without service.name', () => {
    const { rows } = decode({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })
    expect(rows[0]?.ServiceName).toBe('unknown_service')
  })

  test('decodes an empty request', () => {
    expect(decode({}).rows).toEqual([])
  })

  test('rejects values that are nested too deep', () => {
    let value: object = { stringValue: 'deep' }
    for (let depth = 0; depth < 40; depth++) value = { arrayValue: { values: [value] } }
    const { rows, rejectedBecause } = decode(
      traces([span, { ...span, attributes: [{ key: 'deep', value }] }]),
    )
    expect(rows).toHaveLength(1)
    expect(rejectedBecause).toContain('an attribute or body is nested more than 32 levels')
  })

  test('refuses a large resource repeated by many small spans', () => {
    const request = traces(
      Array.from({ length: 3_000 }, () => ({ traceId, spanId, startTimeUnixNano: '1' })),
    )
    const [{ resource }] = request.resourceSpans as [(typeof request.resourceSpans)[0]]
    resource.attributes.push({ key: 'large', value: { stringValue: 'x'.repeat(100_000) } })
    expect(() => decode(request)).toThrow('decoded request exceeds 256 MiB')
  })
})

const logForms = {
  protobuf: (request: object) => decodeProtobufLogs(encodeProtobuf('LogsRequest', request)),
  json: (request: object) => decodeJsonLogs(Buffer.from(JSON.stringify(request))),
}

describe.each(Object.entries(logForms))('log records as %s', (_, decode) => {
  const request = (logRecords: object[]) => ({
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cruddur' } }] },
        schemaUrl: 'https://resource.test',
        scopeLogs: [{ scope: { name: 'pino' }, schemaUrl: 'https://scope.test', logRecords }],
      },
    ],
  })

  test('maps every field to its column', () => {
    const record = {
      timeUnixNano: '1544712660000000001',
      observedTimeUnixNano: '1544712660000000002',
      severityNumber: 9,
      severityText: 'INFO',
      body: { kvlistValue: { values: [{ key: 'a', value: { intValue: '1' } }] } },
      attributes,
      flags: 1,
      traceId,
      spanId,
      eventName: 'event',
    }
    expect(decode(request([record])).rows).toEqual([
      {
        Timestamp: '1544712660000000001',
        TraceId: traceId,
        SpanId: spanId,
        TraceFlags: 1,
        SeverityText: 'INFO',
        SeverityNumber: 9,
        ServiceName: 'cruddur',
        Body: '{"a":1}',
        ResourceSchemaUrl: 'https://resource.test',
        ResourceAttributes: { 'service.name': 'cruddur' },
        ScopeSchemaUrl: 'https://scope.test',
        ScopeName: 'pino',
        ScopeVersion: '',
        ScopeAttributes: {},
        LogAttributes: attributeTexts,
        EventName: 'event',
        ValueTypes: JSON.stringify({
          attributes: { bytes: 'bytes', list: 'array', map: 'map', none: 'empty' },
          body: 'map',
        }),
      },
    ])
  })

  test('uses the observed time of a record without event time; needs no trace', () => {
    const { rows } = decode(request([{ observedTimeUnixNano: '7', body: { stringValue: 'x' } }]))
    expect(rows).toMatchObject([{ Timestamp: '7', TraceId: '', SpanId: '', Body: 'x' }])
  })
})

test('refuses random bytes', () => {
  const whole = encodeProtobuf('TracesRequest', traces([span]))
  for (const length of [1, 5, 30, whole.length - 1])
    expect(() => decodeProtobufTraces(whole.subarray(0, length))).toThrow(
      'not the protobuf message',
    )
  expect(() => decodeJsonTraces(Buffer.from('{"resourceSpans":'))).toThrow('The body is not JSON')
  expect(() => decodeJsonTraces(Buffer.from('[]'))).toThrow('not a JSON object')
  expect(() => decodeJsonTraces(Buffer.from('{"resourceSpans":{}}'))).toThrow(
    'resourceSpans must be an array',
  )
})

test('skips unknown fields', () => {
  const later = Buffer.from([0xba, 0x3e, 2, 1, 2, 0xc0, 0x3e, 5])
  const bytes = Buffer.concat([later, encodeProtobuf('TracesRequest', traces([span])), later])
  expect(decodeProtobufTraces(bytes).rows).toHaveLength(1)
})
