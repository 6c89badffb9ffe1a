import { query, request, times } from '../trace-of.ts'
import { expectKinds, type Observed } from './observed.ts'

const inOrder = (texts: readonly string[], pause = 6) =>
  texts.map((text, index) => query(10 + index, 10 + index * pause, text))

const observed: readonly Observed[] = [
  {
    title: 'Sequelize with literals in the SQL, one SELECT per author',
    spans: [
      request(300),
      query(9, 2, 'SELECT "id", "authorId" FROM "Posts" AS "Post" LIMIT 12;'),
      ...inOrder(
        times(
          12,
          (index) =>
            `SELECT "id", "name" FROM "Authors" AS "Author" WHERE "Author"."id" = ${17 + index * 3};`,
        ),
      ),
    ],
    expected: ['n-plus-one-queries'],
  },
  {
    title: 'Django with psycopg2, one SELECT per row in templates, old conventions',
    spans: [
      request(400, {
        name: 'GET loans/',
        attributes: {
          ...{ 'http.method': 'GET', 'http.route': 'loans/', 'http.status_code': '200' },
          ...{ 'http.target': '/loans/', 'http.scheme': 'http', 'net.host.port': '8000' },
        },
        resource: { 'telemetry.sdk.language': 'python' },
      }),
      ...times(30, (index) => ({
        ...{
          id: 10 + index,
          parent: 1,
          at: 8 + index * 9,
          ms: 3,
          kind: 'Client' as const,
          name: 'SELECT',
        },
        attributes: {
          ...{ 'db.system': 'postgresql', 'db.name': 'library', 'db.user': 'django' },
          'db.statement':
            'SELECT "loans_author"."id", "loans_author"."name" FROM "loans_author" WHERE "loans_author"."id" = %s LIMIT 21',
        },
        resource: { 'telemetry.sdk.language': 'python' },
      })),
    ],
    expected: ['n-plus-one-queries', 'deprecated-attribute'],
  },
  {
    title: 'DataLoader batches of different sizes',
    spans: [
      request(200, { name: 'POST /graphql' }),
      query(9, 2, 'SELECT * FROM posts ORDER BY created_at DESC LIMIT 20'),
      query(10, 20, 'SELECT * FROM users WHERE id IN ($1, $2, $3, $4, $5, $6, $7)'),
      query(11, 40, 'SELECT * FROM comments WHERE post_id IN ($1, $2, $3)'),
      query(12, 60, 'SELECT * FROM users WHERE id IN ($1, $2, $3, $4)'),
    ],
    expected: [],
  },
  {
    title: 'DataLoader without batching: IN with one ID each time',
    spans: [request(200), ...inOrder(times(8, () => 'SELECT * FROM users WHERE id IN ($1)'))],
    expected: ['n-plus-one-queries'],
  },
  {
    title: 'Prisma with include: one query per relation under its operation',
    spans: [
      request(120),
      {
        id: 2,
        parent: 1,
        at: 5,
        ms: 60,
        name: 'prisma:client:operation',
        attributes: { method: 'findMany', model: 'Order' },
      },
      ...[
        'SELECT "public"."Order"."id" FROM "public"."Order" WHERE 1=1 ORDER BY "public"."Order"."id" LIMIT $1 OFFSET $2',
        'SELECT "public"."Item"."id" FROM "public"."Item" WHERE "public"."Item"."orderId" IN ($1,$2,$3,$4,$5) OFFSET $6',
        'SELECT "public"."User"."id" FROM "public"."User" WHERE "public"."User"."id" IN ($1,$2,$3) OFFSET $4',
      ].map((text, index) =>
        query(10 + index, 10 + index * 12, text, { parent: 2, name: 'prisma:engine:db_query' }),
      ),
    ],
    expected: [],
  },
  {
    title: 'pages by OFFSET',
    spans: [
      request(900, { name: 'GET /export' }),
      ...inOrder(
        times(10, (page) => `SELECT * FROM orders ORDER BY id LIMIT 500 OFFSET ${page * 500}`),
        80,
      ),
    ],
    expected: [],
  },
  {
    title: 'pages by key (keyset)',
    spans: [
      request(900, { name: 'GET /export' }),
      ...inOrder(
        times(12, () => 'SELECT * FROM events WHERE id > $1 ORDER BY id LIMIT 1000'),
        70,
      ),
    ],
    expected: [],
  },
  {
    title: 'a server-side cursor',
    spans: [
      request(900, { name: 'GET /export' }),
      query(8, 2, 'BEGIN'),
      query(9, 4, 'DECLARE export_cursor CURSOR FOR SELECT * FROM orders'),
      ...inOrder(
        times(15, () => 'FETCH FORWARD 1000 FROM export_cursor'),
        40,
      ),
      query(60, 800, 'COMMIT'),
    ],
    expected: [],
  },
  {
    title: 'a cron job that deletes in batches',
    spans: [
      { id: 1, ms: 4_000, kind: 'Internal', name: 'cron sessions.cleanup' },
      ...inOrder(
        times(
          30,
          () =>
            'DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < now() LIMIT 1000)',
        ),
        100,
      ),
    ],
    expected: [],
  },
  {
    title: 'a Kafka batch with one INSERT per message',
    spans: [
      {
        id: 1,
        ms: 400,
        kind: 'Consumer',
        name: 'process orders',
        attributes: {
          'messaging.system.name': 'kafka',
          'messaging.operation.type': 'process',
          'messaging.destination.name': 'orders',
          'messaging.batch.message_count': '20',
        },
      },
      ...inOrder(
        times(20, () => 'INSERT INTO orders (id, total) VALUES ($1, $2)'),
        15,
      ),
    ],
    expected: ['n-plus-one-queries'],
  },
  {
    title: 'bulk INSERT in chunks of many rows',
    spans: [
      request(700, { name: 'POST /import' }),
      ...inOrder(
        times(
          10,
          () =>
            `INSERT INTO rows (a, b) VALUES ${times(50, (row) => `($${row * 2 + 1}, $${row * 2 + 2})`).join(', ')}`,
        ),
        60,
      ),
    ],
    expected: [],
  },
  {
    title: 'ioredis GET per key',
    spans: [
      request(60),
      ...times(20, (index) => ({
        ...{
          id: 10 + index,
          parent: 1,
          at: 2 + index,
          ms: 0.6,
          kind: 'Client' as const,
          name: 'GET',
        },
        attributes: {
          'db.system.name': 'redis',
          'db.query.text': `GET user:${index}`,
          'db.operation.name': 'GET',
        },
      })),
    ],
    expected: [],
  },
  {
    title: 'Mongoose findOne per item',
    spans: [
      request(150),
      ...times(10, (index) => ({
        ...{
          id: 10 + index,
          parent: 1,
          at: 4 + index * 8,
          ms: 5,
          kind: 'Client' as const,
          name: 'mongodb.find',
        },
        attributes: {
          'db.system.name': 'mongodb',
          'db.collection.name': 'users',
          'db.operation.name': 'find',
          'db.query.text': '{"find":"users","filter":{"_id":"?"},"limit":1}',
        },
      })),
    ],
    expected: ['n-plus-one-queries'],
  },
  {
    title: 'DynamoDB GetItem per ID by the AWS SDK instrumentation',
    spans: [
      request(200),
      ...times(10, (index) => ({
        ...{
          id: 10 + index,
          parent: 1,
          at: 4 + index * 12,
          ms: 9,
          kind: 'Client' as const,
          name: 'DynamoDB.GetItem',
        },
        attributes: {
          'rpc.system': 'aws-api',
          'rpc.service': 'DynamoDB',
          'rpc.method': 'GetItem',
          'db.system.name': 'aws.dynamodb',
          'db.operation.name': 'GetItem',
          'aws.dynamodb.table_names': '["carts"]',
        },
      })),
    ],
    expected: ['n-plus-one-queries', 'deprecated-attribute'],
  },
  {
    title: 'GORM preloads: one query per relation, each with parameters',
    spans: [
      request(150),
      ...inOrder(
        [
          'SELECT * FROM "orders" WHERE user_id = $1',
          'SELECT * FROM "items" WHERE "items"."order_id" IN ($1,$2,$3)',
          'SELECT * FROM "products" WHERE "products"."id" IN ($1,$2)',
          'SELECT * FROM "discounts" WHERE "discounts"."order_id" IN ($1,$2,$3)',
        ],
        25,
      ),
    ],
    expected: [],
  },
  {
    title: 'a dashboard that counts three tables one after the other',
    spans: [
      request(400, { name: 'GET /dashboard' }),
      query(10, 5, 'SELECT count(*) FROM orders', { ms: 110 }),
      query(11, 120, 'SELECT sum(total) FROM payments', { ms: 120 }),
      query(12, 245, 'SELECT count(*) FROM users', { ms: 100 }),
    ],
    expected: ['serial-calls'],
  },
  {
    title: 'the same counts in one transaction, for one snapshot',
    spans: [
      request(400, { name: 'GET /dashboard' }),
      query(8, 2, 'BEGIN ISOLATION LEVEL REPEATABLE READ', { ms: 1 }),
      query(10, 5, 'SELECT count(*) FROM orders', { ms: 110 }),
      query(11, 120, 'SELECT sum(total) FROM payments', { ms: 120 }),
      query(12, 245, 'SELECT count(*) FROM users', { ms: 100 }),
      query(13, 350, 'COMMIT', { ms: 1 }),
    ],
    expected: [],
  },
  {
    title: 'messages of a WebSocket over ten minutes, one query each',
    spans: [
      {
        id: 1,
        ms: 600_000,
        kind: 'Server',
        name: 'GET /ws',
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/ws',
          'url.path': '/ws',
          'http.response.status_code': '101',
        },
      },
      ...times(60, (index) => ({
        id: 100 + index,
        parent: 1,
        at: 1_000 + index * 9_000,
        ms: 8,
        name: 'message',
      })),
      ...times(60, (index) =>
        query(200 + index, 1_001 + index * 9_000, 'SELECT * FROM channels WHERE id = $1', {
          parent: 100 + index,
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'pg-pool waits for a connection',
    spans: [
      request(260),
      {
        id: 2,
        parent: 1,
        at: 4,
        ms: 180,
        kind: 'Client',
        name: 'pg-pool.connect',
        attributes: {
          'db.system.name': 'postgresql',
          'db.namespace': 'shop',
          'server.address': 'db',
        },
      },
      query(3, 186, 'SELECT * FROM orders WHERE id = $1', { name: 'pg.query:SELECT shop' }),
    ],
    expected: ['pool-wait'],
  },
  {
    title: 'pg-pool opens a connection',
    spans: [
      request(120),
      {
        id: 2,
        parent: 1,
        at: 4,
        ms: 35,
        kind: 'Client',
        name: 'pg-pool.connect',
        attributes: { 'db.system.name': 'postgresql' },
      },
      {
        id: 3,
        parent: 2,
        at: 5,
        ms: 33,
        kind: 'Client',
        name: 'pg.connect',
        attributes: { 'db.system.name': 'postgresql' },
      },
      query(4, 42, 'SELECT * FROM orders WHERE id = $1'),
    ],
    expected: [],
  },
]

expectKinds(observed)
