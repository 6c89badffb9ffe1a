import { describe, expect, test } from 'vitest'
import { call, findingsOf, kindsOf, query, request, times } from './trace-of.ts'

const repliesOf = 'SELECT * FROM replies WHERE activity = $1'
const kindsOfQueries = (text: (index: number) => string, count = 10) =>
  kindsOf([request(), ...times(count, (index) => query(10 + index, 10 + index * 6, text(index)))])

describe('N+1 queries', () => {
  test('are found with their spans, their request and their figures', () => {
    const [finding, ...others] = findingsOf([
      request(),
      query(2, 1, 'SELECT * FROM activities'),
      ...times(10, (index) => query(10 + index, 10 + index * 6, repliesOf)),
    ])
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      ...{ kind: 'n-plus-one-queries', severity: 'warning', spanCount: 10 },
      ...{ service: 'shop', operation: 'GET /orders/:id' },
      reason:
        '10 equal queries run one after another within 58 ms: select * from replies where activity = ?',
      evidence: { count: 10, totalMillis: 40, extentMillis: 58 },
    })
    expect(finding?.spans).toHaveLength(10)
  })

  test('are found when another span repeats between them (getsentry/sentry#41219)', () => {
    const spans = times(8, (index) => [
      { id: 100 + index, parent: 1, at: 10 + index * 20, ms: 3, name: 'event.django' },
      query(10 + index, 14 + index * 20, repliesOf),
    ])
    expect(kindsOf([request(), ...spans.flat()])).toEqual(['n-plus-one-queries'])
  })

  test('are found when each has a span of its own around it', () => {
    const spans = times(8, (index) => [
      { id: 100 + index, parent: 1, at: 10 + index * 20, ms: 9, name: 'resolve replies' },
      query(10 + index, 12 + index * 20, repliesOf, { parent: 100 + index }),
    ])
    expect(kindsOf([request(), ...spans.flat()])).toEqual(['n-plus-one-queries'])
  })

  test('are found with short spans of a pool between them (getsentry/sentry#93090)', () => {
    const spans = times(8, (index) => [
      { id: 100 + index, parent: 1, at: 10 + index * 6, ms: 0.1, name: 'pg-pool.connect' },
      query(10 + index, 11 + index * 6, repliesOf, { ms: 0.8 }),
    ])
    expect(kindsOf([request(), ...spans.flat()])).toEqual(['n-plus-one-queries'])
  })

  test('are found in parallel, with literals, and with the attributes of older SDKs', () => {
    const spans = times(8, (index) =>
      query(10 + index, 10, '', {
        attributes: {
          'db.system': 'mysql',
          'db.statement': `SELECT name FROM tags WHERE post = ${index * 31} AND lang = 'd''e'`,
        },
      }),
    )
    const found = findingsOf([request(), ...spans]).filter(({ severity }) => severity === 'warning')
    expect(found).toMatchObject([
      { kind: 'n-plus-one-queries', reason: expect.stringContaining('in parallel') },
    ])
  })

  test.each([
    [
      'UUIDs',
      (index: number) =>
        `SELECT * FROM t WHERE id = ${index}a2b3c4d-1111-4222-8333-${'4'.repeat(12)}`,
    ],
    ['strings of MySQL', (index: number) => `SELECT * FROM t WHERE email = "user${index}@x.org"`],
    ['hexadecimal numbers', (index: number) => `SELECT * FROM t WHERE id = 0x${index}AF3`],
    ['values in JSON', (index: number) => `{"find":"users","filter":{"name":"x${index}"}}`],
  ])('are found with %s', (_, text) => {
    expect(kindsOfQueries(text)).toEqual(['n-plus-one-queries'])
  })

  test('are not merged when their columns or collections differ', () => {
    const column = (index: number) =>
      `SELECT 1 FROM "a" WHERE "a"."k" = "b"."${'klmnopqrst'[index]}"`
    expect(kindsOfQueries(column)).toEqual([])
    expect(kindsOfQueries((index) => `{"find":"${'abcdefghij'[index]}"}`)).toEqual([])
  })

  test.each([
    ['four queries', () => repliesOf, 4],
    ['batches of DynamoDB', () => 'BatchGetItem orders', 10],
    ['values of a sequence', () => "SELECT nextval('ids')", 10],
    ['lists of keys', () => 'SELECT * FROM replies WHERE id IN ($1, $2, $3)', 10],
    ['an array of keys', () => 'SELECT * FROM replies WHERE id = ANY($1)', 10],
    ['rows of VALUES', () => 'INSERT INTO log (a, b) VALUES ($1, $2), ($3, $4)', 10],
    ['pages', () => 'SELECT * FROM orders ORDER BY id LIMIT 500 OFFSET $1', 10],
    ['keyset pages', () => 'SELECT * FROM orders WHERE id > $1 ORDER BY id LIMIT 500', 10],
    ['a cursor', () => 'FETCH FORWARD 100 FROM c1', 10],
    ['transactions', (index: number) => (index % 2 ? 'COMMIT' : 'BEGIN'), 20],
    ['jobs of a queue', () => 'SELECT * FROM jobs LIMIT 1 FOR UPDATE SKIP LOCKED', 10],
    ['different queries', (index: number) => `SELECT a FROM ${'abcdefghij'[index]}_table`, 10],
  ])('are not %s', (_, text, count) => {
    expect(kindsOfQueries(text as (index: number) => string, count)).toEqual([])
  })

  test('are not commands of a cache, nor results that an ORM has cached', () => {
    const redis = { 'db.system.name': 'redis', 'db.query.text': 'GET ?' }
    expect(
      kindsOf([
        request(),
        ...times(20, (index) => query(10 + index, index, '', { attributes: redis })),
        ...times(20, (index) =>
          query(50 + index, index, repliesOf, { attributes: { cached: 'true' } }),
        ),
      ]),
    ).toEqual([])
  })

  test('are not polls of a stream', () => {
    expect(
      kindsOf([
        request(20_000),
        ...times(15, (index) => query(10 + index, index * 1_000, repliesOf)),
      ]),
    ).toEqual([])
  })
})

describe('N+1 calls', () => {
  const callsOf = (url: (index: number) => string, over = {}) =>
    kindsOf([
      request(),
      ...times(12, (index) => call(10 + index, 10 + index * 15, url(index), { ms: 12, ...over })),
    ])

  test('are found for different items, one after another or in parallel', () => {
    expect(callsOf((index) => `http://users:4002/users/${index}`)).toEqual(['n-plus-one-calls'])
    expect(callsOf((index) => `http://users:4002/users/${index}`, { at: 10 })).toEqual([
      'n-plus-one-calls',
    ])
  })

  test('are found for RPC', () => {
    const attributes = { 'rpc.system.name': 'grpc', 'rpc.method': 'shop.Stock/GetStock' }
    const calls = times(8, (index) => ({
      id: 10 + index,
      parent: 1,
      at: 10 + index * 9,
      ms: 8,
      kind: 'Client' as const,
      attributes,
    }))
    expect(kindsOf([request(), ...calls])).toEqual(['n-plus-one-calls'])
  })

  test.each([
    ['other hosts', (index: number) => `http://shard-${index}:4002/search`],
    ['pages', (index: number) => `http://users:4002/users?page=${index}`],
    ['the same URL', () => 'http://users:4002/exports/7'],
    [
      'parts of an upload',
      (index: number) => `http://s3/bucket/key?partNumber=${index}&uploadId=x`,
    ],
    ['static files', (index: number) => `http://cdn/assets/${index}.js`],
    ['different resources', (index: number) => `http://users:4002/${'abcdefghijkl'[index]}`],
  ])('are not calls of %s', (_, url) => {
    expect(callsOf(url)).not.toContain('n-plus-one-calls')
  })
})

describe('serial calls', () => {
  const serial = (urls: readonly string[], over = {}) =>
    kindsOf([request(), ...urls.map((url, index) => call(10 + index, 10 + index * 45, url, over))])

  test('are found with the time that parallel calls would save', () => {
    const found = findingsOf([
      request(),
      ...['profile', 'offers', 'news'].map((name, index) =>
        call(10 + index, 10 + index * 45, `http://${name}:80/${name}`),
      ),
    ])
    expect(found).toMatchObject([
      {
        kind: 'serial-calls',
        spanCount: 3,
        evidence: { count: 3, totalMillis: 120, savedMillis: 80 },
      },
    ])
  })

  test('are found when their IDs came with the request', () => {
    expect(serial(['http://a/users/42', 'http://b/orders/42', 'http://c/points/42'])).toEqual([
      'serial-calls',
    ])
  })

  test('are not calls whose IDs come from a response', () => {
    expect(serial(['http://a/users/42', 'http://b/carts/7731', 'http://c/skus/9921'])).toEqual([])
  })

  test.each([
    ['two calls', ['http://a/profile', 'http://b/offers'], {}],
    ['short calls', ['http://a/profile', 'http://b/offers', 'http://c/news'], { ms: 8 }],
    ['parallel calls', ['http://a/profile', 'http://b/offers', 'http://c/news'], { at: 10 }],
    [
      'writes',
      ['http://a/profile', 'http://b/offers', 'http://c/news'],
      { attributes: { 'http.request.method': 'POST' } },
    ],
  ])('are not %s', (_, urls, over) => {
    expect(serial(urls, over)).toEqual([])
  })

  test('are queries without parameters, outside of a transaction', () => {
    const counts = ['orders', 'users', 'items'].map((table, index) =>
      query(10 + index, 20 + index * 50, `SELECT count(*) FROM ${table}`, { ms: 45 }),
    )
    expect(kindsOf([request(), ...counts])).toEqual(['serial-calls'])
    const [begin, commit] = [query(5, 10, 'BEGIN'), query(6, 200, 'COMMIT')]
    expect(kindsOf([request(), begin, ...counts, commit])).toEqual([])
  })
})

describe('a retry storm', () => {
  const attempts = (count: number, over: (index: number) => object = () => ({})) =>
    times(count, (index) =>
      call(10 + index, 10 + index * 60, 'http://stock:80/stock/7', {
        failed: 'ECONNREFUSED',
        ...over(index),
      }),
    )

  test('is a call that keeps failing', () => {
    expect(findingsOf([request(900), ...attempts(8)])).toMatchObject([
      {
        kind: 'retry-storm',
        severity: 'error',
        spanCount: 8,
        evidence: { attempts: 8, failures: 8 },
      },
    ])
  })

  test('is found across layers that each retry', () => {
    const spans = times(3, (layer) => [
      call(100 + layer, layer * 300, 'http://cart:80/cart', { ms: 250, failed: '503' }),
      {
        id: 200 + layer,
        parent: 100 + layer,
        at: layer * 300 + 1,
        ms: 240,
        kind: 'Server' as const,
        service: 'cart',
      },
      ...times(3, (index) =>
        call(300 + layer * 10 + index, layer * 300 + 5 + index * 70, 'http://stock:80/stock/7', {
          ...{ parent: 200 + layer, service: 'cart', failed: '503' },
        }),
      ),
    ])
    expect(kindsOf([request(1_000), ...spans.flat()])).toEqual(['retry-storm'])
  })

  test('is not a retry that succeeds, three attempts, a fan-out, or a poll that gets 404', () => {
    expect(kindsOf([request(), ...attempts(1), call(50, 90, 'http://stock:80/stock/7')])).toEqual(
      [],
    )
    expect(kindsOf([request(), ...attempts(3)])).toEqual([])
    expect(kindsOf([request(), ...attempts(8, () => ({ at: 10 }))])).toEqual([])
    const notFound = { attributes: { 'http.response.status_code': '404' } }
    expect(kindsOf([request(), ...attempts(8, () => notFound)])).toEqual([])
  })
})
