import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../src/redaction/index.ts'

const redactor = createRedactor({ redactKeys: ['iban', 'accountNumber'], keepQueryKeys: ['page'] })
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxNyJ9.dBjftJeZ4CVPmB92K27uhbUJU1p1r'

describe('a header', () => {
  test.each([
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'set-cookie',
    'X-Api-Key',
    'x-csrf-token',
    'X-Amz-Security-Token',
    'x-honeycomb-team',
    'x-rollbar-access-token',
    'x-amzn-oidc-data',
    'x-client-secret',
    'IBAN',
  ])('%s is hidden', (name) => {
    expect(redactor.header(name, 'anything')).toBe('[redacted]')
  })

  test.each([
    ['user-agent', 'curl/8.5.0'],
    ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    [
      'x-amzn-trace-id',
      'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1',
    ],
    ['x-author', 'worf'],
    ['content-length', 12],
  ])('%s is seen', (name, value) => {
    expect(redactor.header(name, value)).toBe(String(value))
  })

  test('with a URL loses the values of its query', () => {
    expect(redactor.header('Referer', 'https://a.example/b?code=123')).toBe(
      'https://a.example/b?code=[redacted]',
    )
  })

  test('a value under another name is hidden by its format', () => {
    expect(redactor.header('x-forwarded-auth-info', `jwt ${jwt}`)).toBe('jwt [redacted]')
  })
})

test('headers of a request are limited to those without information about its user', () => {
  const headers = {
    accept: ['a', 'b'],
    cookie: 'x=1',
    'x-forwarded-for': '192.0.2.1',
    'x-own': 'value',
    'user-agent': 'token=abc123',
    referer: 'https://a.example/?code=1',
    host: undefined,
  }
  expect(redactor.requestHeaders(headers)).toEqual({
    accept: 'a, b',
    'user-agent': 'token=[redacted]',
    referer: 'https://a.example/?code=[redacted]',
  })
})

test.each([
  ['/api/activities/home', '/api/activities/home'],
  ['/search?q=me&page=2', '/search?q=[redacted]&page=2'],
  ['/search?abc123', '/search?[redacted]'],
  ['/search?', '/search'],
  ['/path#token=abc', '/path'],
  ['https://user:pass@host/x?token=a#b', 'https://[redacted]@host/x?token=[redacted]'],
  ['//user@host/x', '//[redacted]@host/x'],
  ['/api/activities/@worf', '/api/activities/@worf'],
  ['/users/68f126b0-1ceb-4a33-88be-d90fa7109eee', '/users/68f126b0-1ceb-4a33-88be-d90fa7109eee'],
  ['/reset/9f86d081884c7d65', '/reset/[redacted]'],
  [`/magic/${jwt}`, '/magic/[redacted]'],
  ['/files/dG9rZW4xMjM0NTY3ODkwQUJD/x', '/files/[redacted]/x'],
  ['/sessions/9f86d081884c7d659a2feaa0c55ad015', '/sessions/[redacted]'],
  ['/traces/9f86d081884c7d659a2feaa0c55ad015', '/traces/9f86d081884c7d659a2feaa0c55ad015'],
  ['/cart;jsessionid=A1B2/items', '/cart;jsessionid=[redacted]/items'],
  ['/search?page=1;token=abc', '/search?page=1;token=[redacted]'],
  ['postgres://u:p@ss@db/x', 'postgres://[redacted]@db/x'],
])('the URL %s is shown as %s', (url, shown) => {
  expect(redactor.url(url)).toBe(shown)
})

test.each([
  ['q=me&page=2', 'q=[redacted]&page=2'],
  ['?q=me', '?q=[redacted]'],
  ['', ''],
])('the query %j is shown as %j', (query, shown) => {
  expect(redactor.query(query)).toBe(shown)
})

test('a query key that is both kept and sensitive is hidden', () => {
  expect(createRedactor({ keepQueryKeys: ['token'] }).url('/?token=abc')).toBe('/?token=[redacted]')
})

describe('a text', () => {
  test.each([
    ['a JSON Web Token', `got ${jwt} today`, 'got [redacted] today'],
    ['a bearer token', 'sent Bearer abc.def-123', 'sent Bearer [redacted]'],
    ['basic credentials', 'Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    ['an AWS access key', 'id AKIAIOSFODNN7EXAMPLE!', 'id [redacted]!'],
    ['a GitHub token', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', '[redacted]'],
    ['a payment key', `sk_${'live'}_51H8xkq2eZvKYlo2C`, '[redacted]'],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----',
      '[redacted]',
    ],
    ['an assignment', 'token=abc&x=1', 'token=[redacted]&x=1'],
    ['a JSON member', '{"clientSecret":"a b","n":1}', '{"clientSecret":"[redacted]","n":1}'],
    ['JSON in JSON', '{\\"api_key\\":\\"abc\\"}', '{\\"api_key\\":\\"[redacted]\\"}'],
    ['a mention', 'the token 9f86d081884c7d659a2f has expired', 'the token [redacted] has expired'],
    ['user info', 'connect postgres://u:p4ss@db:5432/x', 'connect postgres://[redacted]@db:5432/x'],
    [
      'a link with a query',
      'GET https://a.example/b?q=1 failed',
      'GET https://a.example/b?q=[redacted] failed',
    ],
    [
      'a SigV4 signature',
      'X-Amz-Signature=fe5f80&X-Amz-Date=2',
      'X-Amz-Signature=[redacted]&X-Amz-Date=2',
    ],
    [
      'a SigV4 header',
      'AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=fe5f80',
      'AWS4-HMAC-SHA256 [redacted]',
    ],
    ['a card number', 'card 4111 1111 1111 1111 declined', 'card [redacted] declined'],
    [
      'a statement with literals',
      "Failed: insert into t (a) values ('x', 12)",
      'Failed: insert into t (a) values (?, ?)',
    ],
    [
      'a Postgres detail',
      'Key (email)=(worf@example.com) already exists.',
      'Key (email)=([redacted]) already exists.',
    ],
    [
      'a Postgres message',
      'invalid input syntax for type uuid: "s3cret"',
      'invalid input syntax for type uuid: [redacted]',
    ],
    ['a name of our own', 'iban: DE89370400440532013000', 'iban: [redacted]'],
    ['a name of our own, spelt otherwise', 'account_number=12345', 'account_number=[redacted]'],
  ])('loses %s', (_what, text, shown) => {
    expect(redactor.text(text)).toBe(shown)
  })

  test.each([
    'Unexpected token < in JSON at position 0',
    'Basic authentication failed',
    'Bearer authentication required',
    'author: worf',
    'connect ECONNREFUSED 127.0.0.1:5432',
    'trace 4bf92f3577b34da6a3ce929d0e0e4736 of 68f126b0-1ceb-4a33-88be-d90fa7109eee',
    'at 1795369980123456 ns 4111111111111112',
    'please select one from the list',
    'GET https://a.example/b failed',
    'key lime pie',
    'passenger: worf, compass: north, author: data',
    'keyboard=qwerty monkey=ape spinning=true',
    'tokenizer count: 12, max_tokens=512',
    'primary_key=12 cache_key=user:12 sort-key: asc',
    'invalid token: must be a string',
    'TokenExpiredError: jwt expired',
    'Incorrect password',
    'status code: 404, zip_code=12345',
    'npm:react@18.0.0 from mailto:worf@example.com',
    'column "password" of relation "users" does not exist',
    'duplicate key value violates unique constraint "users_pkey"',
    '    at resetPassword (/app/src/reset-password/index2.ts:1:2)',
    '    at file:///app/src/routes/token.ts:12:3',
    'POST /api/token/refresh 200',
    'commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
    'AbstractSingletonProxyFactoryBeanManager',
    '',
    'parolee Smith',
    'naïve=true',
    'secret_manager_name',
    'npm_lifecycle_event',
    'xai-team',
    'your code is fine',
    'PIN 12',
    'partition key: 2026-11-30-region',
    'primary key used 1234567890123',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf',
    '<name>worf</name><value>5</value>',
    '<input type="text" value="worf">',
    'password: optional',
    's.getElementById',
    'DB_PASSWORD is not set',
    'DB_PASSWORD missing',
    'set DB_PASSWORD and DB_USER',
    'unknown variable API_TOKEN ignored',
    'SECRET_KEY (required)',
    'access_token expired',
    'token AuthenticationTokenProvider',
    'secret kube-root-ca not found',
    'sort_key created_at17',
    'prompt_tokens 17',
    'zip file created',
    'unzip -p archive.zip',
    'mysql -h db -P 3306 app',
    'docker run -p 8080:80 nginx',
    'docker login failed',
    'vault login failed',
    'curl -b cookies.txt https://a.example',
    'openssl version -a',
    'net use failed',
    'PASS test 17',
    '2 LOGIN attempts from worf',
    'HTTP 482113 bytes',
    'crypt module loaded',
    'password for bob is required',
    '50%20off',
    'name%20with%20space=1',
    'caf%C3%A9=open',
    '%40worf%3Aexample',
    'kubectl create secret failed',
    'rabbitmqctl status',
  ])('%j stays as it is', (text) => {
    expect(redactor.text(text)).toBe(text)
  })
})

test.each([
  ["select * from t where a = 'it''s' and b = $1", 'select * from t where a = ? and b = $1'],
  ['select t1.a, "x1" from t1 limit 20 offset 1.5e3', 'select t1.a, "x1" from t1 limit ? offset ?'],
  ["select E'a\\'b', $$dollar$$, $q$it's$q$, x'1f'", 'select ?, ?, ?, ?'],
  ["select 1 -- token abc\nfrom t /* secret */ where b = 'open", 'select ? \nfrom t  where b = ?'],
  ['update t set a = -5 where id = $2', 'update t set a = -? where id = $2'],
])('the statement %j is shown as %j', (sql, shown) => {
  expect(redactor.sql(sql)).toBe(shown)
  expect(redactor.sql(sql)).toBe(shown)
})

describe('a value', () => {
  test('is hidden by key at any depth, in maps, lists and errors', () => {
    const error = new Error('token=abc', { cause: { password: 'x', at: 1 } })
    const shown = redactor.value({
      user: { apiKey: 'k', name: 'worf', tags: ['Bearer abcdef123456'] },
      map: new Map([['secret', 1]]),
      set: new Set([1n]),
      error,
      when: new Date(0),
      link: new URL('https://a.example/?q=1'),
      bytes: new Uint8Array(3),
    })
    expect(shown).toMatchObject({
      user: { apiKey: '[redacted]', name: 'worf', tags: ['Bearer [redacted]'] },
      map: { secret: '[redacted]' },
      set: ['1'],
      error: {
        name: 'Error',
        message: 'token=[redacted]',
        cause: { password: '[redacted]', at: 1 },
      },
      when: '1970-01-01T00:00:00.000Z',
      link: 'https://a.example/?q=[redacted]',
      bytes: '[3 bytes]',
    })
    expect(JSON.stringify(shown)).not.toContain('abc')
  })

  test('is hidden when it is a card number as an integer, not as a fraction', () => {
    const [card, other, fraction] = [
      4_111_111_111_111_111, 4_111_111_111_111_112, 4.111111111111111,
    ]
    expect(redactor.value({ a: [card, -card, BigInt(card)], b: [other, fraction] })).toEqual({
      a: ['[redacted]', '[redacted]', '[redacted]'],
      b: [other, fraction],
    })
    expect([card, other, fraction].map(redactor.number)).toEqual(['[redacted]', other, fraction])
  })

  test('is cut where it is circular, too deep, too wide or too long, and never throws', () => {
    const circular: Record<string, unknown> = { name: 'a' }
    circular.self = circular
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), 'bottom')
    const hostile = {
      get bad() {
        throw new Error('no')
      },
    }
    expect(redactor.value(circular)).toEqual({ name: 'a', self: '[circular]' })
    expect(JSON.stringify(redactor.value(deep))).toContain('[object]')
    expect(redactor.value(Array.from({ length: 10_000 }, () => 1))).toHaveLength(500)
    expect(String(redactor.value('x'.repeat(100_000))).length).toBeLessThan(20_000)
    expect(redactor.value(hostile)).toEqual({ bad: '[unreadable]' })
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(redactor.value({ proxy, next: 1 })).toEqual({ proxy: '[unreadable]', next: 1 })
    expect(redactor.value({ same: circular.name, again: [hostile, hostile] })).toEqual({
      same: 'a',
      again: [{ bad: '[unreadable]' }, { bad: '[unreadable]' }],
    })
  })

  test('is a copy: the input is not changed', () => {
    const original = { token: 'abc', list: ['token=abc'] }
    redactor.value(original)
    expect(original).toEqual({ token: 'abc', list: ['token=abc'] })
  })
})
