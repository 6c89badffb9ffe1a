import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { CloudWatchLogs, type CloudWatchLogsOptions } from '../src/index.ts'

interface Request {
  readonly action: string
  readonly body: unknown
  readonly authorization: string | undefined
}

type Answer = readonly [status: number, body: object]

const group = { logGroupName: 'cruddur' }
const stream = { ...group, logStreamName: 'home' }
const requests: Request[] = []
let answers: Record<string, Answer[]> = {}

/** Answers what a test wants, in JSON 1.1, and `{}` otherwise. */
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const action = String(request.headers['x-amz-target']).replace('Logs_20140328.', '')
  const body = JSON.parse(Buffer.concat(chunks).toString())
  requests.push({ action, body, authorization: request.headers.authorization })
  const [status, answer] = answers[action]?.shift() ?? [200, {}]
  if (status === 0) return
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify(answer))
})

const failure = (type: string): Answer => [400, { __type: type, message: 'As asked' }]
const actions = () => requests.map(({ action }) => action)

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  requests.length = 0
  answers = {}
})

const create = (options: CloudWatchLogsOptions = {}) =>
  new CloudWatchLogs({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...options,
  })

type Logs = InstanceType<typeof CloudWatchLogs>

/** A call the way pino-cloudwatch makes it; `self` is `this` in its callback. */
function call<Name extends keyof Logs>(logs: Logs, name: Name, params: Parameters<Logs[Name]>[0]) {
  return new Promise<{ error: (Error & { code?: string }) | null; data: unknown; self: unknown }>(
    (resolve) => {
      const method = logs[name] as (params: unknown, callback: unknown) => void
      method(params, function (this: unknown, error: Error | null, data: unknown) {
        resolve({ error, data, self: this })
      })
    },
  )
}

const put = (logs: Logs, messages: readonly string[]) =>
  call(logs, 'putLogEvents', {
    ...stream,
    logEvents: messages.map((message) => ({ timestamp: 5, message })),
  })

test('events go at the time of their lines, in order, and those without one as they came', async () => {
  const { error, data } = await put(create(), [
    '{"level":"info","time":9,"msg":"third"}',
    'second',
    '{"time":"1970-01-01T00:00:00.001Z"}',
  ])
  expect(error).toBeNull()
  expect(requests[0]?.body).toEqual({
    ...stream,
    logEvents: [
      { timestamp: 1, message: '{"time":"1970-01-01T00:00:00.001Z"}' },
      { timestamp: 5, message: 'second' },
      { timestamp: 9, message: '{"level":"info","time":9,"msg":"third"}' },
    ],
  })
  // Without a token pino-cloudwatch would prepare group and stream before every batch.
  expect(data).toEqual({ nextSequenceToken: expect.stringMatching(/./) })
})

test('the stream is described without a call, so without the right to', async () => {
  const { data } = await call(create(), 'describeLogStreams', {
    ...group,
    logStreamNamePrefix: 'home',
  })
  expect(data).toEqual({ logStreams: [{ uploadSequenceToken: expect.stringMatching(/./) }] })
  expect(actions()).toEqual([])
})

test('retention is set on a group that was made, not on one that was there', async () => {
  const logs = create({ retentionDays: 30 })
  answers = { CreateLogGroup: [failure('ResourceAlreadyExistsException')] }
  expect((await call(logs, 'createLogGroup', group)).error).toBeNull()
  expect(actions()).toEqual(['CreateLogGroup'])
  expect((await call(logs, 'createLogGroup', group)).error).toBeNull()
  expect(actions()).toEqual(['CreateLogGroup', 'CreateLogGroup', 'PutRetentionPolicy'])
  expect(requests.at(-1)?.body).toEqual({ ...group, retentionInDays: 30 })
})

test('retention that was throttled is set the next time', async () => {
  const logs = create({ retentionDays: 30 })
  answers = {
    CreateLogGroup: [[200, {}], failure('ResourceAlreadyExistsException')],
    PutRetentionPolicy: [failure('ThrottlingException')],
  }
  expect((await call(logs, 'createLogGroup', group)).error?.code).toBe('ThrottlingException')
  expect((await call(logs, 'createLogGroup', group)).error).toBeNull()
  expect(actions().filter((action) => action === 'PutRetentionPolicy')).toHaveLength(2)
})

test('retention that is not allowed is a warning and stops nothing', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
  answers = { PutRetentionPolicy: [failure('AccessDeniedException')] }
  expect((await call(create({ retentionDays: 1 }), 'createLogGroup', group)).error).toBeNull()
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('cruddur'), expect.anything())
  warn.mockRestore()
})

test('a role that may write but not create is good enough', async () => {
  answers = {
    CreateLogGroup: [failure('AccessDeniedException')],
    CreateLogStream: [failure('AccessDeniedException')],
  }
  expect((await call(create(), 'createLogGroup', group)).error).toBeNull()
  expect((await call(create(), 'createLogStream', stream)).error).toBeNull()
})

test('a failure is one attempt and carries the code of version 2', async () => {
  answers = { PutLogEvents: [failure('ResourceNotFoundException')] }
  expect((await put(create(), ['x'])).error).toMatchObject({ code: 'ResourceNotFoundException' })
  expect(actions()).toEqual(['PutLogEvents'])
  const refused = await put(create({ endpoint: 'http://127.0.0.1:1' }), ['x'])
  expect(refused.error).toMatchObject({ code: 'ECONNREFUSED' })
})

test('the token that an old service expects is where pino-cloudwatch looks for it', async () => {
  answers = {
    PutLogEvents: [
      [400, { __type: 'InvalidSequenceTokenException', expectedSequenceToken: '42', message: '' }],
    ],
  }
  const { self } = await put(create(), ['x'])
  expect(self).toEqual({ httpResponse: { body: '{"expectedSequenceToken":"42"}' } })
})

test('rejected events are counted by reason', async () => {
  const onRejectedEvents = vi.fn()
  const rejectedLogEventsInfo = {
    tooOldLogEventEndIndex: 1,
    expiredLogEventEndIndex: 3,
    tooNewLogEventStartIndex: 4,
  }
  answers = { PutLogEvents: [[200, { rejectedLogEventsInfo }]] }
  await put(create({ onRejectedEvents }), ['a', 'b', 'c', 'd', 'e'])
  expect(onRejectedEvents).toHaveBeenCalledExactlyOnceWith({ tooOld: 1, expired: 2, tooNew: 1 })
})

test('a call ends when its signal says so', async () => {
  answers = { PutLogEvents: [[0, {}]] }
  const { error } = await put(create({ signal: () => AbortSignal.timeout(50) }), ['x'])
  expect(error?.name).toBe('AbortError')
})

test('given keys sign the call; an emulator never sees those of the machine', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'machine')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'machine')
  await put(create(), ['x'])
  await put(create({ accessKeyId: 'given', secretAccessKey: 'given' }), ['x'])
  vi.unstubAllEnvs()
  expect(requests[0]?.authorization).toContain('Credential=local/')
  expect(requests[0]?.authorization).toContain('/eu-central-1/logs/aws4_request')
  expect(requests[1]?.authorization).toContain('Credential=given/')
})
