import { call, item, line, request, times } from '../trace-of.ts'
import { expectKinds, type Observed } from './observed.ts'

const failure = { failed: 'unavailable' }
const status = (code: number) => ({ 'http.response.status_code': String(code) })

const observed: readonly Observed[] = [
  {
    title: 'gRPC with five attempts and backoff, UNAVAILABLE until the last',
    spans: [
      request(1_700),
      ...[5, 60, 180, 420, 900].map((at, index) => ({
        ...{
          id: 10 + index,
          parent: 1,
          at,
          ms: 20,
          kind: 'Client' as const,
          name: 'stock.Stock/Reserve',
        },
        attributes: {
          'rpc.system': 'grpc',
          'rpc.service': 'stock.Stock',
          'rpc.method': 'Reserve',
          'rpc.grpc.status_code': index < 4 ? '14' : '0',
          'server.address': 'stock',
        },
        ...(index < 4 && failure),
      })),
    ],
    expected: ['retry-storm', 'deprecated-attribute'],
  },
  {
    title: 'three attempts are no storm',
    spans: [
      request(500),
      ...[5, 60, 180].map((at, index) =>
        call(10 + index, at, 'http://stock/reserve', {
          attributes: {
            ...status(index < 2 ? 503 : 200),
            'http.request.resend_count': String(index),
          },
          ...(index < 2 && failure),
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'undici retries a 503 six times',
    spans: [
      request(3_000),
      ...times(7, (index) =>
        call(10 + index, 5 + index * 300, 'http://prices/v1/quote?sku=9', {
          attributes: {
            ...status(index < 6 ? 503 : 200),
            ...(index > 0 && { 'http.request.resend_count': String(index) }),
          },
          ...(index < 6 && failure),
        }),
      ),
    ],
    expected: ['retry-storm'],
  },
  {
    title: 'a rate limit of 429 is retried six times',
    spans: [
      request(4_000),
      ...times(6, (index) =>
        call(10 + index, 5 + index * 500, 'https://api.mail.example/v3/send', {
          attributes: { 'http.request.method': 'POST', ...status(index < 5 ? 429 : 202) },
          ...(index < 5 && failure),
        }),
      ),
    ],
    expected: ['retry-storm'],
  },
  {
    title: 'fan-out to six services in parallel',
    spans: [
      request(150),
      ...['cart', 'stock', 'prices', 'reviews', 'ads', 'profile'].map((host, index) =>
        call(10 + index, 5 + index * 0.3, `http://${host}/v1/summary`, {
          ms: 60 + index * 12,
          attributes: status(200),
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'one GET per product, in parallel by Promise.all',
    spans: [
      request(200),
      ...times(20, (index) =>
        call(10 + index, 5 + index * 0.2, `http://catalog/products/${100 + index}`, {
          ms: 80,
          attributes: status(200),
        }),
      ),
    ],
    expected: ['n-plus-one-calls'],
  },
  {
    title: 'one GET per product UUID, one after the other',
    spans: [
      request(800),
      ...times(9, (index) =>
        call(
          10 + index,
          5 + index * 60,
          `http://catalog/products/8c2f5a0e-4b1d-4c3e-9a${10 + index}-0123456789ab`,
          { attributes: status(200) },
        ),
      ),
    ],
    expected: ['n-plus-one-calls'],
  },
  {
    title: 'pages by cursor of the Stripe API',
    spans: [
      request(2_500, { name: 'GET /report' }),
      ...times(8, (index) =>
        call(
          10 + index,
          5 + index * 250,
          `https://api.stripe.com/v1/charges?limit=100${index === 0 ? '' : `&starting_after=ch_3${index}Qx7`}`,
          { ms: 230, attributes: status(200) },
        ),
      ),
    ],
    expected: [],
  },
  {
    title: 'polling the status of a job',
    spans: [
      request(6_000, { name: 'POST /exports' }),
      ...times(10, (index) =>
        call(10 + index, 50 + index * 500, 'http://jobs/v1/jobs/42', {
          ms: 12,
          attributes: status(200),
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'an agent that calls a language model six times',
    spans: [
      { id: 1, ms: 20_000, kind: 'Internal', name: 'invoke_agent support' },
      ...times(6, (index) =>
        call(10 + index, 10 + index * 3_000, 'https://api.openai.com/v1/chat/completions', {
          ms: 2_500,
          name: 'POST',
          attributes: { 'http.request.method': 'POST', ...status(200) },
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'scrolling in Elasticsearch',
    spans: [
      request(2_000, { name: 'GET /export' }),
      ...times(10, (index) =>
        call(10 + index, 5 + index * 150, 'http://search:9200/_search/scroll', {
          ms: 120,
          attributes: { 'http.request.method': 'POST', ...status(200) },
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'parts of an upload to S3',
    spans: [
      request(5_000, { name: 'POST /videos' }),
      ...times(12, (index) =>
        call(
          10 + index,
          5 + index * 300,
          `https://media.s3.eu-central-1.amazonaws.com/v.mp4?partNumber=${index + 1}&uploadId=abc`,
          { ms: 280, attributes: { 'http.request.method': 'PUT', ...status(200) } },
        ),
      ),
    ],
    expected: [],
  },
  {
    title: 'files of a page that a browser loads',
    spans: [
      { id: 1, ms: 900, name: 'documentLoad' },
      ...times(25, (index) =>
        call(10 + index, 100 + index * 2, `https://shop.example/assets/chunk-${index}f3a.js`, {
          ms: 90,
          name: 'resourceFetch',
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'conflicts of different items',
    spans: [
      request(500, { name: 'POST /sync' }),
      ...times(6, (index) =>
        call(10 + index, 5 + index * 50, 'http://orders/v1/orders', {
          attributes: { 'http.request.method': 'POST', ...status(409) },
          failed: '',
        }),
      ),
    ],
    expected: [],
  },
  {
    title: 'three independent reads one after the other',
    spans: [
      request(330, { name: 'GET /home' }),
      call(10, 5, 'http://profile/v1/me', { ms: 90, attributes: status(200) }),
      call(11, 100, 'http://news/v1/latest', { ms: 100, attributes: status(200) }),
      call(12, 205, 'http://weather/v1/today', { ms: 95, attributes: status(200) }),
    ],
    expected: ['serial-calls'],
  },
  {
    title: 'reads whose URL needs the response before',
    spans: [
      request(400, { name: 'GET /cart' }),
      call(10, 5, 'http://carts/v1/carts/current', { ms: 90, attributes: status(200) }),
      call(11, 100, 'http://catalog/v1/products?ids=7421,7533', {
        ms: 100,
        attributes: status(200),
      }),
      call(12, 205, 'http://prices/v1/prices?ids=7421,7533', { ms: 95, attributes: status(200) }),
    ],
    expected: [],
  },
  {
    title: 'axios gives up after a second, the callee works on',
    spans: [
      request(1_050, {
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/orders/:id',
          'url.path': '/orders/42',
          ...status(504),
        },
        failed: '',
      }),
      call(2, 5, 'http://stock/v1/stock/42', {
        ms: 1_000,
        failed: 'timeout of 1000ms exceeded',
        attributes: { 'error.type': 'ECONNABORTED' },
      }),
      {
        id: 3,
        parent: 2,
        at: 8,
        ms: 2_500,
        kind: 'Server',
        service: 'stock',
        name: 'GET /v1/stock/:id',
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/v1/stock/:id',
          'url.path': '/v1/stock/42',
          ...status(200),
        },
      },
    ],
    expected: ['caller-timeout'],
  },
  {
    title: 'a gRPC deadline is exceeded while the server works on',
    spans: [
      request(600, {
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/orders/:id',
          'url.path': '/orders/42',
          ...status(503),
        },
        failed: '',
      }),
      {
        id: 2,
        parent: 1,
        at: 5,
        ms: 500,
        kind: 'Client',
        name: 'stock.Stock/Get',
        failed: 'context deadline exceeded',
        attributes: {
          'rpc.system': 'grpc',
          'rpc.service': 'stock.Stock',
          'rpc.method': 'Get',
          'rpc.grpc.status_code': '4',
        },
      },
      {
        id: 3,
        parent: 2,
        at: 8,
        ms: 1_900,
        kind: 'Server',
        service: 'stock',
        name: 'stock.Stock/Get',
        attributes: {
          'rpc.system': 'grpc',
          'rpc.service': 'stock.Stock',
          'rpc.method': 'Get',
          'rpc.grpc.status_code': '0',
        },
      },
    ],
    expected: ['caller-timeout', 'deprecated-attribute'],
  },
  {
    title: 'an exception is logged and 200 is sent',
    spans: [request(80)],
    others: {
      logs: [
        line({ SeverityText: 'ERROR', SeverityNumber: 17, Body: 'cannot render recommendations' }),
      ],
    },
    expected: ['hidden-error'],
  },
  {
    title: 'a warning and a Rollbar item of level warning with 200',
    spans: [request(80)],
    others: {
      logs: [line({ SeverityText: 'WARN', SeverityNumber: 13 })],
      errors: [item({ Level: 'warning' })],
    },
    expected: [],
  },
  {
    title: 'GraphQL with errors in a response of 200',
    spans: [
      request(80, {
        name: 'POST /graphql',
        attributes: {
          'http.request.method': 'POST',
          'http.route': '/graphql',
          'url.path': '/graphql',
          ...status(200),
        },
      }),
      { id: 2, parent: 1, at: 3, ms: 60, name: 'graphql.execute', failed: '' },
      { id: 3, parent: 2, at: 5, ms: 40, name: 'graphql.resolve user', failed: 'not authorized' },
    ],
    expected: [],
  },
]

expectKinds(observed)
