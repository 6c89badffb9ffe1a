import { describe, expect, test } from 'vitest'
import { spanId } from '../support/span-rows.ts'
import {
  call,
  findingsOf,
  inputOf,
  item,
  kindsOf,
  laterMillis,
  line,
  query,
  request,
  segment,
  type TestSpan,
  times,
} from './trace-of.ts'

const server = (id: number, over: Partial<TestSpan> = {}): TestSpan => ({
  ...{ id, at: 12, ms: 30, kind: 'Server', service: 'stock', name: 'GET /stock/:id' },
  ...over,
  attributes: {
    'http.request.method': 'GET',
    'url.path': '/stock/7',
    'http.route': '/stock/:id',
    ...over.attributes,
  },
})

describe('broken propagation', () => {
  const caller = call(2, 10, 'http://stock:80/stock/7')

  test('is a server span without parent while another service calls it', () => {
    expect(findingsOf([request(), caller, server(3)])).toMatchObject([
      {
        kind: 'broken-propagation',
        severity: 'error',
        service: 'stock',
        evidence: { caller: 'shop' },
      },
    ])
  })

  test('is not a second root at another time, of another path, or with a parent', () => {
    expect(kindsOf([request(), caller, server(3, { at: 200 })])).toEqual([])
    expect(
      kindsOf([request(), caller, server(3, { attributes: { 'url.path': '/stock/8' } })]),
    ).toEqual([])
    expect(kindsOf([request(), caller, server(3, { parent: 2 })])).toEqual([])
  })
})

describe('an error behind a success status', () => {
  const error = { SeverityNumber: 17, SeverityText: 'ERROR', Body: 'no stock' }

  test('is an error line or an item of a request that responds with 2xx', () => {
    expect(findingsOf([request()], { logs: [line(error)], errors: [item({})] })).toMatchObject([
      {
        kind: 'hidden-error',
        evidence: { status: 200, lines: 1, items: 1 },
        reason: expect.stringContaining('no stock'),
      },
    ])
    expect(kindsOf([request()], { logs: [line({ ...error, SpanId: '' })] })).toEqual([
      'hidden-error',
    ])
  })

  test('is one of a request that responds with OK of gRPC', () => {
    const ofCode = (code: string) => {
      const attributes = { 'rpc.system.name': 'grpc', 'rpc.method': 'S/M', 'rpc.status_code': code }
      return kindsOf([request(500, { name: 'S/M', attributes })], { logs: [line(error)] })
    }
    expect(ofCode('OK')).toEqual(['hidden-error'])
    expect(ofCode('NOT_FOUND')).toEqual([])
  })

  test('is not an error of a request that failed, of another service, or a warning', () => {
    const failed = request(500, {
      attributes: { 'http.route': '/x', 'http.response.status_code': '500' },
    })
    expect(kindsOf([failed], { logs: [line(error)] })).toEqual([])
    expect(
      kindsOf([request()], {
        logs: [line({ SeverityNumber: 13 })],
        errors: [item({ Level: 'warning' })],
      }),
    ).toEqual([])
    const other = [
      request(),
      call(2, 10, 'http://stock/stock/7'),
      server(3, { parent: 2, attributes: { 'http.response.status_code': '503' } }),
    ]
    expect(
      kindsOf(other, { logs: [line({ ...error, ServiceName: 'stock', SpanId: spanId(3) })] }),
    ).toEqual([])
  })
})

describe('a signal without its span', () => {
  const other = { SpanId: spanId(99) }

  test('is a line, an item or a segment that names a span which is not stored', () => {
    const found = findingsOf([request()], {
      ...{ logs: [line(other)], errors: [item({ ...other, Level: 'info' })] },
      segments: [segment({ SegmentId: spanId(98) })],
    })
    expect(found).toMatchObject([
      { kind: 'missing-span', evidence: { references: 3, missingSpans: 2 } },
    ])
  })

  test('is a trace of lines alone', () => {
    expect(findingsOf([], { logs: [line({})] })).toMatchObject([
      { kind: 'missing-span', service: 'shop', spans: [] },
    ])
  })

  test('is not one of a request that was not sampled, nor one that may still arrive', () => {
    expect(kindsOf([request()], { logs: [line({}), line({ ...other, TraceFlags: 0 })] })).toEqual(
      [],
    )
    expect(kindsOf([request()], { logs: [line(other)], nowMillis: 1_790_000_005_000 })).toEqual([])
    expect(kindsOf([request()], { logs: [line(other)], truncated: true })).toEqual([])
  })

  test('is not a segment of a service that sends no spans, nor a subsegment', () => {
    const segments = [
      segment({ SegmentId: spanId(98), ServiceName: 'lambda' }),
      segment({ SegmentId: spanId(97), IsSubsegment: true }),
    ]
    expect(kindsOf([request()], { segments })).toEqual([])
  })
})

describe('a span that never ended', () => {
  test('is the missing parent of local spans', () => {
    expect(
      findingsOf([
        query(10, 5, 'SELECT a FROM b', { parent: 9 }),
        query(11, 9, 'SELECT c FROM d', { parent: 9 }),
      ]),
    ).toMatchObject([{ kind: 'unfinished-span', spanCount: 2, evidence: { spanId: spanId(9) } }])
  })

  test('is a span without duration whose children ran on, or a segment in progress', () => {
    expect(kindsOf([request(0), query(2, 5, 'SELECT a FROM b')])).toEqual(['unfinished-span'])
    expect(kindsOf([request()], { segments: [segment({ InProgress: true })] })).toEqual([
      'unfinished-span',
    ])
  })

  test('is not a span that may still end', () => {
    expect(
      kindsOf([request(0), query(2, 5, 'SELECT a FROM b')], { nowMillis: 1_790_000_005_000 }),
    ).toEqual([])
  })
})

describe('a gap in the trace', () => {
  test('is a server span whose parent is missing, below another part', () => {
    const part = server(3, { parent: 77, service: 'billing' })
    expect(kindsOf([request(), call(2, 10, 'http://stock/stock/7'), part])).toEqual([
      'sampling-gap',
    ])
  })

  test('is not a trace whose caller sends its spans elsewhere', () => {
    expect(kindsOf([request(500, { parent: 77 })])).toEqual([])
    expect(
      kindsOf([request(500, { parent: 77 }), { ...request(500, { parent: 77 }), id: 2 }]),
    ).toEqual([])
    expect(
      kindsOf([request(500, { parent: 77 }), { ...request(500, { parent: 78 }), id: 2 }]),
    ).toEqual([])
  })
})

describe('semantic conventions', () => {
  test('deprecated attributes are listed with their replacements, once per service', () => {
    const attributes = { 'http.method': 'GET', 'http.route': '/a', 'http.url': 'http://a/a' }
    expect(
      findingsOf([request(500, { attributes }), { ...request(), id: 2, parent: 1, attributes }]),
    ).toMatchObject([
      {
        kind: 'deprecated-attribute',
        evidence: { attributes: 2, spans: 2, keys: 'http.method, http.url' },
        advice: expect.stringContaining('http.url → url.full'),
      },
    ])
  })

  test('deprecated attributes with their replacements are a migration', () => {
    const attributes = { 'http.method': 'GET', 'http.request.method': 'GET' }
    expect(kindsOf([request(500, { attributes })])).toEqual([])
  })

  test.each([
    'GET http://stock/stock/7',
    'GET /orders/48213',
    '/users/0f8fad5b-d9cb-469f-a165-70867728950e/cart',
    'GET /search?q=shoes',
    "SELECT * FROM users WHERE name = 'Worf'",
    'SELECT id FROM users WHERE id = 7',
  ])('the name %s is of high cardinality', (name) => {
    expect(kindsOf([{ id: 1, name }])).toEqual(['high-cardinality-name'])
  })

  test.each([
    'GET /orders/:id',
    'GET /api/v2/users/{id}',
    'POST /oauth2/token',
    'GET /api/activities/@:handle',
    'SELECT * FROM users WHERE id = $1',
    'shop.Stock/GetStock',
    'orders.eu-west-1 publish',
    'GET',
  ])('the name %s is not', (name) => {
    expect(kindsOf([{ id: 1, name }])).toEqual([])
  })

  test('a route may have a literal number', () => {
    expect(
      kindsOf([
        request(500, { name: 'GET /errors/404', attributes: { 'http.route': '/errors/404' } }),
      ]),
    ).toEqual([])
  })

  test('a route is missing on a request that succeeded', () => {
    const bare = (over: Record<string, string> = {}, more: Partial<TestSpan> = {}) =>
      kindsOf([
        request(500, {
          name: 'GET',
          attributes: {
            'http.request.method': 'GET',
            'url.path': '/orders',
            'http.response.status_code': '200',
            ...over,
          },
          ...more,
        }),
      ])
    expect(bare()).toEqual(['missing-route'])
    expect(bare({ 'http.response.status_code': '404' })).toEqual([])
    expect(bare({ 'http.request.method': 'OPTIONS' })).toEqual([])
    expect(bare({ 'url.path': '/logo.svg' })).toEqual([])
    expect(bare({}, { service: 'nginx' })).toEqual([])
  })

  test('a route on the span of the framework counts', () => {
    const bare = {
      'http.request.method': 'GET',
      'http.response.status_code': '200',
      'url.path': '/a',
    }
    const handler = { id: 2, parent: 1, at: 1, name: 'handler', attributes: { 'http.route': '/a' } }
    expect(kindsOf([request(500, { name: 'GET', attributes: bare }), handler])).toEqual([])
  })
})

test('spans of a finding are limited, their count is not', () => {
  const [finding] = findingsOf([
    request(9_000),
    ...times(300, (index) => query(10 + index, index * 5, 'SELECT a FROM b WHERE c = $1')),
  ])
  expect(finding?.spans).toHaveLength(100)
  expect(finding?.spanCount).toBe(300)
  expect(inputOf([]).spans).toEqual([])
  expect(laterMillis).toBeGreaterThan(0)
})
