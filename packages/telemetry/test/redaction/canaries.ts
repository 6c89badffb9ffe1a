/** One kind of secret: a text that a service without precautions logs, and the part that must not be sent. */
export interface Canary {
  readonly kind: string
  /** Free text: a message, a name, a value under an ordinary key. */
  readonly text?: string
  /** A structure: fields, metadata, a map. */
  readonly value?: Readonly<Record<string, unknown>>
  readonly secret: string
}

const secretOf = (number: number) => `k4nary${number}x9z`

type Row = readonly [
  kind: string,
  build: (secret: string) => string | Readonly<Record<string, unknown>>,
  secret?: string,
]

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxNyJ9.dBjftJeZ4CVPmB92K27uhbUJU1p1r'

const texts: readonly Row[] = [
  ['an assignment', (s) => `password=${s}`],
  ['a name followed by spaces', (s) => `password:     ${s}`],
  ['a passphrase of several words', (s) => `passphrase: correct horse ${s} staple`],
  ['a phrase with spaces in its name', (s) => `API key: ${s}`],
  ['a sentence', (s) => `the password is ${s}`],
  ['an environment variable', (s) => `PGPASSWORD=${s} psql`],
  ['a connection string of ADO.NET', (s) => `Server=db;User Id=sa;Password=${s};Encrypt=true`],
  ['a connection string of Azure', (s) => `AccountName=a;AccountKey=${s}==;EndpointSuffix=core`],
  ['user info of a URL', (s) => `connect postgres://app:${s}@db:5432/app`],
  ['user info with @ in it', (s) => `connect postgres://app:p@${s}@db:5432/app`],
  ['user info without a scheme', (s) => `connect to admin:${s}@10.0.0.1 failed`],
  ['a query of a URL', (s) => `GET https://a.example/cb?code=${s} failed`],
  ['a query of a relative URL', (s) => `GET /cb?code=${s}`],
  ['a query without a path', (s) => `cb?state=${s}`],
  ['a token in a path', (s) => `GET /reset-password/${s} 404`],
  ['a matrix parameter', (s) => `GET /cart;jsessionid=${s}/items`],
  ['a webhook of Slack', (s) => `https://hooks.slack.com/services/T0/B0/${s}`],
  ['a token in a path as JWT', () => `GET /magic/${jwt}/ok`, 'dBjftJeZ4CVP'],
  ['an XML element', (s) => `<user><password>${s}</password></user>`],
  ['an XML element with a prefix', (s) => `<wsse:Password Type="text">${s}</wsse:Password>`],
  ['an XML attribute', (s) => `<add key="ApiKey" value="${s}"/>`],
  ['a part of a form', (s) => `Content-Disposition: form-data; name="password"\r\n\r\n${s}\r\n--x`],
  ['a form body', (s) => `grant_type=password&username=a&password=${s}`],
  ['an encoded form body', (s) => `user%5Bpassword%5D=${s}`],
  ['an encoded URL', (s) => `redirect=%2Fcb%3Ftoken%3D${s}`],
  ['user and password of curl', (s) => `curl -u app:${s} https://a.example`],
  ['an option', (s) => `node app.js --api-key ${s}`],
  ['the password of MySQL', (s) => `mysql -u root -p${s} app`],
  ['a header of curl', (s) => `curl -H "X-Auth-Key: ${s}" https://a.example`],
  ['JSON', (s) => JSON.stringify({ user: { pin: s } })],
  ['JSON in JSON', (s) => JSON.stringify({ body: JSON.stringify({ clientSecret: s }) })],
  ['a list in JSON', (s) => JSON.stringify({ tokens: ['a', s] })],
  ['a pair in JSON', (s) => JSON.stringify([['x-api-key', s]])],
  ['an entry in JSON', (s) => JSON.stringify({ name: 'password', value: s })],
  ['an inspected map', (s) => `Map(1) { 'password' => '${s}' }`],
  ['YAML', (s) => `privateKey: |\n  ${s}`],
  ['a raw cookie', (s) => `GET / HTTP/1.1\r\nCookie: theme=dark; x=${s}\r\nHost: a`],
  ['a bearer token', (s) => `sent Bearer ${s}`],
  ['basic credentials', () => 'Authorization: Basic YXBwOms0bmFyeQ==', 'YXBwOms0bmFyeQ'],
  ['digest credentials', (s) => `Authorization: Digest username="a", response="${s}"`],
  ['a literal in SQL', (s) => `insert into t (a) values ('${s}')`],
  ['a password in SQL', (s) => `alter user app with password '${s}'`],
  ['a row in Postgres', (s) => `Failing row contains (1, ${s}, null).`],
  ['a key in Postgres', (s) => `Key (email)=(${s}) already exists.`],
  ['a parameter in Postgres', (s) => `unnamed portal with parameters: $1 = '${s}'`],
  ['a value in Postgres', (s) => `invalid input syntax for type uuid: "${s}"`],
  ['the parameters of a client', (s) => `Failed query: select 1 where a = $1\nparams: ${s}`],
  ['a key in MySQL', (s) => `Duplicate entry '${s}' for key 'users.email'`],
  ['a key in MongoDB', (s) => `E11000 duplicate key error dup key: { email: "${s}" }`],
  ['a body that is not JSON', (s) => `Unexpected token 'k', "${s}" is not valid JSON`],
  ['an argument in GraphQL', (s) => `mutation { login(name: "a", password: "${s}") { id } }`],
  [
    'a private key',
    (s) =>
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${s}\n-----END RSA PRIVATE KEY-----`,
  ],
  ['the code of an OAuth request', (s) => `grant_type=authorization_code&code=${s}&client_id=a`],
  ['a code in an encoded URL', (s) => `login?next=%2Fcb%3Fcode%3D${s}`],
  ['a code in a message to a user', () => 'Your verification code is 48151623', '48151623'],
  ['an entry in JSON with the value first', (s) => JSON.stringify({ value: s, name: 'password' })],
  ['an entry in YAML', (s) => `- name: DB_PASSWORD\n  value: ${s}`],
  ['a field of HTML', (s) => `<input value="${s}" name="csrf_token">`],
  ['.netrc', (s) => `machine a.example login app password ${s}`],
  ['.npmrc', (s) => `//registry.example/:_authToken=${s}`],
  ['a command of Redis', (s) => `redis-cli -h db -a ${s} ping`],
  ['a data URL', (s) => `data:text/plain;base64,aHVudGVyMjJ4aHVudGVy${s}`],
  ['tabs', (s) => `smtp_password\t${s}`],
  ['a token of GitHub', () => 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', '16C7e42F292c'],
  ['a token of Slack', () => `xoxb-${'1234'}56789012-abcdefghijkl`, '56789012-abcdef'],
  ['a key of Stripe', () => `sk_${'live'}_51H8xkq2eZvKYlo2C`, '51H8xkq2eZ'],
  ['an ID of AWS', () => 'AKIAIOSFODNN7EXAMPLE', 'IOSFODNN7'],
  ['a key of AWS', () => 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'K7MDENG'],
  ['a card number', () => 'card 4111 1111 1111 1111 declined', '1111 1111'],
  ['a social security number', () => 'number 078-05-1120', '05-1120'],
]

const names = [
  'db_pass',
  'passcode',
  'encryption_key',
  'authKey',
  'pass',
  'new_pin',
  'otp_code',
  'cvv2',
  'ssn_last4',
  'USER_PASSWORDS',
  'refreshToken',
  'X-Auth-Key',
  'Ocp-Apim-Subscription-Key',
  'X-Functions-Key',
  'verificationCode',
  'connect.sid',
  'signing-key',
  'recovery_codes',
]

const values: readonly Row[] = [
  ...names.map((name): Row => [`the name ${name}`, (s) => ({ [name]: s })]),
  ['a map in a list in a map', (s) => ({ a: [{ b: { token: s } }] })],
  ['a list under a name', (s) => ({ apiKeys: ['a', s] })],
  ['a number under a name', () => ({ pin: 48_151_623_421 }), '48151623421'],
  [
    'a card number as a number',
    () => ({ total: -4111111111111111, ids: [4111111111111111] }),
    '4111111',
  ],
  ['a Map', (s) => ({ map: new Map([['secret', s]]) })],
  ['a Set', (s) => ({ set: new Set([`token=${s}`]) })],
  ['URL parameters', (s) => ({ form: new URLSearchParams({ password: s }) })],
  ['fetch headers', (s) => ({ headers: new Headers({ authorization: s }) })],
  ['raw headers', (s) => ({ rawHeaders: ['Host', 'a.example', 'Authorization', s] })],
  ['a pair', (s) => ({ header: ['x-api-key', s] })],
  ['a name with its value', (s) => ({ field: { name: 'password', value: s } })],
  ['arguments of a command', (s) => ({ argv: ['node', 'app.js', '--password', s] })],
  ['bytes', (s) => ({ body: Buffer.from(s) })],
  ['bytes through JSON', () => ({ body: Buffer.from('k4nary').toJSON() }), '107,52,110,97,114,121'],
  ['a boxed string', (s) => ({ note: Object(`token=${s}`) })],
  ['the cause of an error', (s) => ({ reason: new Error('a', { cause: { secret: s } }) })],
  ['parameters of a statement', (s) => ({ query: { text: 'select $1', values: [s] } })],
  ['the code of an OAuth body', (s) => ({ body: { grant_type: 'authorization_code', code: s } })],
  ['arguments of Redis', (s) => ({ command: { name: 'auth', args: [s] } })],
  ['variables of a GraphQL query', (s) => ({ body: { query: '{ a }', variables: { a: s } } })],
  ['variables of GraphQL', (s) => ({ body: { query: 'mutation { a }', variables: { a: s } } })],
  ['a key that is a token', () => ({ counts: { [jwt]: 1 } }), 'dBjftJeZ4CVP'],
  ['JSON in a string', (s) => ({ body: JSON.stringify({ password: s }) })],
]

export const canaries: readonly Canary[] = [...texts, ...values].map(([kind, build, own], at) => {
  const secret = own ?? secretOf(at)
  const built = build(secret)
  return typeof built === 'string' ? { kind, secret, text: built } : { kind, secret, value: built }
})
