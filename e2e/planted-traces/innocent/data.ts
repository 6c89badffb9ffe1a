import { message, query } from '../build/data-spans.ts'
import { beginRequest, pause } from '../build/request.ts'
import type { TraceBuilder } from '../build/trace-builder.ts'
import { tables } from '../build/vocabulary.ts'

type Scenario = (trace: TraceBuilder) => void

/** Runs queries one after another; each text is a query. */
function run(trace: TraceBuilder, ms: number, texts: readonly string[], system?: string): void {
  const request = beginRequest(trace, ms)
  let { at } = request
  for (const sql of texts)
    at =
      query(trace, request.service, request.root, at, trace.random.millis(0.3, 12), {
        sql,
        ...(system && { system, operation: sql.split(' ')[0] ?? '' }),
      }).end + pause(trace)
}

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index))

/** Work with a database that is as it should be. */
export const innocentData: Readonly<Record<string, Scenario>> = {
  'a few queries': (trace) =>
    run(
      trace,
      200,
      trace.random
        .some(tables, trace.random.int(1, 4))
        .map((table) => `SELECT id, name FROM ${table} WHERE owner_id = ?`),
    ),
  'the same query a few times': (trace) =>
    run(
      trace,
      120,
      repeat(trace.random.int(2, 4), () => 'SELECT value FROM settings WHERE name = ?'),
    ),
  'a join': (trace) =>
    run(trace, 120, [
      'SELECT o.id, u.name FROM orders o JOIN users u ON u.id = o.user_id WHERE o.id = ?',
      'SELECT count(*) FROM reviews WHERE product_id = ?',
    ]),
  'lists of keys': (trace) =>
    run(
      trace,
      400,
      repeat(
        trace.random.int(6, 20),
        () =>
          `SELECT id, name FROM products WHERE id IN (${repeat(trace.random.int(10, 50), () => '?').join(', ')})`,
      ),
    ),
  'arrays of keys': (trace) =>
    run(
      trace,
      400,
      repeat(trace.random.int(6, 15), () => 'SELECT id, name FROM products WHERE id = ANY(?)'),
    ),
  'rows in batches': (trace) =>
    run(
      trace,
      500,
      repeat(
        trace.random.int(6, 20),
        () => `INSERT INTO audit_log (at, what) VALUES ${repeat(20, () => '(?, ?)').join(', ')}`,
      ),
    ),
  'pages by offset': (trace) =>
    run(
      trace,
      900,
      repeat(
        trace.random.int(6, 25),
        () => 'SELECT id, total FROM orders ORDER BY id LIMIT 500 OFFSET ?',
      ),
    ),
  'pages by key': (trace) =>
    run(
      trace,
      900,
      repeat(
        trace.random.int(6, 25),
        () => 'SELECT id, total FROM orders WHERE id > ? ORDER BY id LIMIT 1000',
      ),
    ),
  'a cursor': (trace) =>
    run(trace, 900, [
      'BEGIN',
      'DECLARE c1 CURSOR FOR SELECT * FROM orders',
      ...repeat(trace.random.int(8, 25), () => 'FETCH FORWARD 500 FROM c1'),
      'CLOSE c1',
      'COMMIT',
    ]),
  'a transaction': (trace) =>
    run(trace, 300, [
      'BEGIN',
      'SELECT stock FROM stock_levels WHERE sku = ? FOR UPDATE',
      'UPDATE stock_levels SET stock = stock - ? WHERE sku = ?',
      'INSERT INTO orders (sku, user_id) VALUES (?, ?)',
      'COMMIT',
    ]),
  'a transaction of slow reads': (trace) => {
    const request = beginRequest(trace, 900)
    let at = query(trace, request.service, request.root, request.at, 0.4, { sql: 'BEGIN' }).end
    for (const table of trace.random.some(tables, 4))
      at = query(trace, request.service, request.root, at + 0.2, trace.random.millis(30, 120), {
        sql: `SELECT count(*) FROM ${table}`,
        table,
      }).end
    query(trace, request.service, request.root, at + 0.2, 0.5, { sql: 'COMMIT' })
  },
  'a cache': (trace) =>
    run(
      trace,
      120,
      repeat(trace.random.int(15, 60), () => 'GET ?'),
      trace.random.pick(['redis', 'memcached', 'valkey']),
    ),
  'results that the ORM has': (trace) => {
    const request = beginRequest(trace, 90)
    for (let index = 0; index < trace.random.int(6, 20); index += 1)
      query(trace, request.service, request.root, request.at + index, 0.01, {
        sql: 'SELECT * FROM features WHERE key = ?',
        attributes: { cached: true },
      })
  },
  'queries that differ': (trace) =>
    run(
      trace,
      300,
      trace.random.some(tables, 9).map((table) => `SELECT id FROM ${table} WHERE id = ?`),
    ),
  'a queue in a table': (trace) =>
    run(
      trace,
      500,
      repeat(
        trace.random.int(6, 12),
        () =>
          'SELECT id, payload FROM jobs WHERE state = ? ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED',
      ),
    ),
  'batches counted by the driver': (trace) => {
    const request = beginRequest(trace, 300)
    let { at } = request
    for (let index = trace.random.int(6, 12); index > 0; index -= 1)
      at =
        query(trace, request.service, request.root, at, 6, {
          sql: 'INSERT INTO tags (name) VALUES (?)',
          attributes: { 'db.operation.batch.size': 100 },
        }).end + 0.3
  },
  'a short wait for the pool': (trace) => {
    const request = beginRequest(trace, 90)
    const waited = trace.span(
      request.service,
      request.root,
      request.at,
      trace.random.millis(0.05, 8),
      'pg-pool.connect',
    )
    query(trace, request.service, request.root, waited.end, 4, {
      sql: 'SELECT id FROM orders WHERE id = ?',
    })
  },
  'a new connection in a pool': (trace) => {
    const request = beginRequest(trace, 400)
    const ms = trace.random.millis(15, 45)
    const waited = trace.span(request.service, request.root, request.at, ms, 'pg-pool.connect')
    trace.span(request.service, waited, request.at + 0.2, ms - 0.4, 'pg.connect', { kind: 3 })
    query(trace, request.service, request.root, waited.end, 4, {
      sql: 'SELECT id FROM orders WHERE id = ?',
    })
  },
  'messages one by one': (trace) => {
    const worker = trace.service('shipping')
    const batch = message(trace, worker, undefined, 0, 400, 5, 'orders', {
      links: [{ traceId: `${trace.random.hex(31)}1`, spanId: `${trace.random.hex(15)}1` }],
    })
    let at = 2
    for (let index = trace.random.int(6, 20); index > 0; index -= 1) {
      const one = message(trace, worker, batch, at, 15, 5, 'orders')
      query(trace, worker, one, at + 1, 9, {
        sql: 'UPDATE shipments SET state = ? WHERE id = ?',
        table: 'shipments',
      })
      at = one.end + 0.5
    }
  },
  'a stream that polls': (trace) => {
    const request = beginRequest(trace, 30_000)
    for (let index = 1; index < trace.random.int(8, 25); index += 1)
      query(trace, request.service, request.root, index * trace.random.int(1_000, 1_200), 3, {
        sql: 'SELECT id, text FROM news WHERE id > ?',
      })
  },
}
