import { call, line, query, request, times } from '../trace-of.ts'
import { expectKinds, type Observed } from './observed.ts'

const server = (path: string, status: number, over: Readonly<Record<string, string>> = {}) => ({
  ...{ 'http.request.method': 'GET', 'url.path': path },
  'http.response.status_code': String(status),
  ...over,
})

const observed: readonly Observed[] = [
  {
    title: 'a health check',
    spans: [
      {
        id: 1,
        ms: 0.4,
        kind: 'Server',
        name: 'GET /health',
        attributes: server('/health', 200, { 'http.route': '/health' }),
      },
    ],
    expected: [],
  },
  {
    title: 'long polling that waits for Redis',
    spans: [
      {
        id: 1,
        ms: 30_000,
        kind: 'Server',
        name: 'GET /updates',
        attributes: server('/updates', 200, { 'http.route': '/updates' }),
      },
      {
        id: 2,
        parent: 1,
        at: 2,
        ms: 29_990,
        kind: 'Client',
        name: 'BLPOP',
        attributes: { 'db.system.name': 'redis', 'db.query.text': 'BLPOP updates:7 30' },
      },
    ],
    expected: [],
  },
  {
    title: 'an empty receive of SQS that waits 20 s',
    spans: [
      {
        id: 1,
        ms: 20_010,
        kind: 'Consumer',
        name: 'orders receive',
        attributes: {
          'messaging.system.name': 'aws_sqs',
          'messaging.operation.type': 'receive',
          'messaging.destination.name': 'orders',
          'messaging.batch.message_count': '0',
        },
      },
    ],
    expected: [],
  },
  {
    title: 'a consumer with a link to its producer in another trace',
    spans: [
      {
        id: 1,
        ms: 40,
        kind: 'Consumer',
        name: 'process orders',
        attributes: {
          'messaging.system.name': 'kafka',
          'messaging.operation.type': 'process',
          'messaging.destination.name': 'orders',
        },
        over: {
          'Links.TraceId': ['b'.repeat(32)],
          'Links.SpanId': ['c'.repeat(16)],
          'Links.TraceState': [''],
          'Links.Attributes': [{}],
        },
      },
      query(2, 5, 'INSERT INTO orders (id) VALUES ($1)'),
    ],
    expected: [],
  },
  {
    title: 'the first request of a Lambda function',
    spans: [
      {
        id: 1,
        ms: 900,
        kind: 'Server',
        name: 'orders-api',
        attributes: {
          'faas.coldstart': 'true',
          'faas.trigger': 'http',
          'http.route': '/orders',
          ...server('/orders', 200),
        },
      },
    ],
    expected: ['cold-start'],
  },
  {
    title: 'the first request of a Node process: DNS, TCP and TLS before the call',
    spans: [
      request(420),
      call(2, 3, 'https://payments.example/v1/charge', {
        ms: 400,
        attributes: { 'http.request.method': 'POST', 'http.response.status_code': '200' },
      }),
      {
        id: 3,
        parent: 2,
        at: 4,
        ms: 60,
        name: 'tcp.connect',
        attributes: { 'network.transport': 'tcp' },
      },
      { id: 4, parent: 3, at: 5, ms: 40, name: 'dns.lookup' },
      { id: 5, parent: 2, at: 65, ms: 120, name: 'tls.connect' },
    ],
    expected: ['cold-start'],
  },
  {
    title: 'HikariCP is exhausted',
    spans: [
      {
        id: 1,
        ms: 30_050,
        kind: 'Server',
        name: 'GET /orders',
        attributes: { ...server('/orders', 500, { 'http.route': '/orders' }), 'error.type': '500' },
        failed: '',
        over: {
          'Events.Name': ['exception'],
          'Events.Timestamp': ['1790000000000000000'],
          'Events.Attributes': [
            {
              'exception.type': 'java.sql.SQLTransientConnectionException',
              'exception.message':
                'HikariPool-1 - Connection is not available, request timed out after 30000ms.',
            },
          ],
        },
      },
    ],
    expected: ['pool-wait'],
  },
  {
    title: 'SQLAlchemy reports the limit of its pool in a log line',
    spans: [
      {
        id: 1,
        ms: 30_050,
        kind: 'Server',
        name: 'GET /orders',
        attributes: server('/orders', 500, { 'http.route': '/orders' }),
        failed: '',
      },
    ],
    others: {
      logs: [
        line({
          SeverityText: 'ERROR',
          SeverityNumber: 17,
          Body: 'sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00',
        }),
      ],
    },
    expected: ['pool-wait'],
  },
  {
    title: 'two hosts whose clocks differ by 200 ms',
    spans: [
      request(120),
      call(2, 5, 'http://stock/v1/stock/42', {
        ms: 80,
        attributes: { 'http.response.status_code': '200' },
      }),
      {
        id: 3,
        parent: 2,
        at: -190,
        ms: 70,
        kind: 'Server',
        service: 'stock',
        name: 'GET /v1/stock/:id',
        attributes: server('/v1/stock/42', 200, { 'http.route': '/v1/stock/:id' }),
      },
    ],
    expected: ['clock-skew'],
  },
  {
    title: 'two hosts whose clocks differ by 3 ms',
    spans: [
      request(120),
      call(2, 5, 'http://stock/v1/stock/42', {
        ms: 80,
        attributes: { 'http.response.status_code': '200' },
      }),
      {
        id: 3,
        parent: 2,
        at: 2,
        ms: 70,
        kind: 'Server',
        service: 'stock',
        name: 'GET /v1/stock/:id',
        attributes: server('/v1/stock/42', 200, { 'http.route': '/v1/stock/:id' }),
      },
    ],
    expected: [],
  },
  {
    title: 'a message that is processed minutes after it was produced',
    spans: [
      request(60, { name: 'POST /orders' }),
      {
        id: 2,
        parent: 1,
        at: 40,
        ms: 5,
        kind: 'Producer',
        name: 'send orders',
        attributes: {
          'messaging.system.name': 'rabbitmq',
          'messaging.operation.type': 'send',
          'messaging.destination.name': 'orders',
        },
      },
      {
        id: 3,
        parent: 2,
        at: 180_000,
        ms: 300,
        kind: 'Consumer',
        service: 'mail',
        name: 'process orders',
        attributes: {
          'messaging.system.name': 'rabbitmq',
          'messaging.operation.type': 'process',
          'messaging.destination.name': 'orders',
        },
      },
    ],
    expected: [],
  },
  {
    title: 'work that continues after the response',
    spans: [
      request(40),
      { id: 2, parent: 1, at: 38, ms: 900, name: 'send receipt' },
      call(3, 45, 'https://api.mail.example/v3/send', {
        parent: 2,
        ms: 850,
        attributes: { 'http.request.method': 'POST', 'http.response.status_code': '202' },
      }),
    ],
    expected: [],
  },
  {
    // A limit: without spans of the callees, equal latencies look the same.
    title: 'calls without spans of their callees end together',
    spans: [
      request(900, { name: 'GET /report' }),
      ...times(5, (index) =>
        call(10 + index, 5 + index, `http://host${index}/v1/part`, {
          ms: 860 - index + index * 0.3,
          attributes: { 'http.response.status_code': '200' },
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'parallel calls that end together because their callees do',
    spans: [
      request(400, { name: 'GET /report' }),
      ...times(4, (index) =>
        call(10 + index, 5 + index, `http://part${index}/v1/part`, {
          ms: 300 - index,
          attributes: { 'http.response.status_code': '200' },
        }),
      ),
      ...times(4, (index) => ({
        id: 30 + index,
        parent: 10 + index,
        at: 8 + index,
        ms: 294 - index,
        kind: 'Server' as const,
        service: `part${index}`,
        name: 'GET /v1/part',
        attributes: server('/v1/part', 200, { 'http.route': '/v1/part' }),
      })),
    ],
    expected: [],
  },
  {
    title: 'a span whose parent in the same process never ended',
    spans: [request(200), query(3, 20, 'SELECT * FROM orders WHERE id = $1', { parent: 77 })],
    expected: ['unfinished-span'],
  },
  {
    title: 'a span named by a raw URL',
    spans: [
      request(200),
      {
        id: 2,
        parent: 1,
        at: 5,
        ms: 40,
        kind: 'Client',
        name: 'GET https://stock.example/v1/stock/8271/price?currency=EUR',
        attributes: {
          'http.request.method': 'GET',
          'url.full': 'https://stock.example/v1/stock/8271/price?currency=EUR',
          'http.response.status_code': '200',
        },
      },
    ],
    expected: ['high-cardinality-name'],
  },
  {
    title: 'plain http instrumentation without a framework',
    spans: [{ id: 1, ms: 20, kind: 'Server', name: 'GET', attributes: server('/orders/42', 200) }],
    expected: ['missing-route'],
  },
  {
    title: 'a path that no route matches',
    spans: [
      { id: 1, ms: 2, kind: 'Server', name: 'GET', attributes: server('/wp-login.php', 404) },
    ],
    expected: [],
  },
  {
    title: 'nginx in front of a service',
    spans: [
      {
        id: 1,
        ms: 60,
        kind: 'Server',
        service: 'nginx',
        name: '/',
        attributes: server('/orders/42', 200),
        resource: { 'telemetry.sdk.language': 'cpp' },
      },
      request(50, { parent: 1, id: 2, at: 4 }),
    ],
    expected: [],
  },
  {
    title: 'Envoy: ingress and egress spans around a service',
    spans: [
      {
        id: 1,
        ms: 90,
        kind: 'Server',
        service: 'edge',
        name: 'ingress',
        attributes: {
          ...server('/orders/42', 200),
          upstream_cluster: 'orders',
          component: 'proxy',
        },
        resource: { 'telemetry.sdk.language': 'cpp' },
      },
      {
        id: 2,
        parent: 1,
        at: 2,
        ms: 85,
        kind: 'Client',
        service: 'edge',
        name: 'router orders egress',
        attributes: { ...server('/orders/42', 200), component: 'proxy' },
        resource: { 'telemetry.sdk.language': 'cpp' },
      },
      request(80, { parent: 2, id: 3, at: 4 }),
    ],
    expected: [],
  },
]

expectKinds(observed)
