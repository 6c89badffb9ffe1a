import { expect, test, vi } from 'vitest'
import {
  actions,
  call,
  create,
  failure,
  group,
  put,
  requests,
  responses,
  stream,
  useService,
} from './service.ts'

useService()

test('describeLogStreams makes no call and needs no permission', async () => {
  const { data } = await call(create(), 'describeLogStreams', {
    ...group,
    logStreamNamePrefix: 'home',
  })
  expect(data).toEqual({ logStreams: [{ uploadSequenceToken: expect.stringMatching(/./) }] })
  expect(actions()).toEqual([])
})

test('retention is set on a created group, not on an existing one', async () => {
  const logs = create({ retentionDays: 30 })
  Object.assign(responses, { CreateLogGroup: [failure('ResourceAlreadyExistsException')] })
  expect((await call(logs, 'createLogGroup', group)).error).toBeNull()
  expect(actions()).toEqual(['CreateLogGroup'])
  expect((await call(logs, 'createLogGroup', group)).error).toBeNull()
  expect(actions()).toEqual(['CreateLogGroup', 'CreateLogGroup', 'PutRetentionPolicy'])
  expect(requests.at(-1)?.body).toEqual({ ...group, retentionInDays: 30 })
})

test('throttled retention is set with the next call', async () => {
  const logs = create({ retentionDays: 30 })
  Object.assign(responses, {
    CreateLogGroup: [[200, {}], failure('ResourceAlreadyExistsException')],
    PutRetentionPolicy: [failure('ThrottlingException')],
  })
  expect((await call(logs, 'createLogGroup', group)).error?.code).toBe('ThrottlingException')
  expect((await call(logs, 'createLogGroup', group)).error).toBeNull()
  expect(actions().filter((action) => action === 'PutRetentionPolicy')).toHaveLength(2)
})

test('denied retention is only a warning', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
  Object.assign(responses, { PutRetentionPolicy: [failure('AccessDeniedException')] })
  expect((await call(create({ retentionDays: 1 }), 'createLogGroup', group)).error).toBeNull()
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('cruddur'), expect.anything())
  warn.mockRestore()
})

test('a role with permission to write but not to create is sufficient', async () => {
  Object.assign(responses, {
    CreateLogGroup: [failure('AccessDeniedException')],
    CreateLogStream: [failure('AccessDeniedException')],
  })
  expect((await call(create(), 'createLogGroup', group)).error).toBeNull()
  expect((await call(create(), 'createLogStream', stream)).error).toBeNull()
})

test('a failure is one attempt and has the error code of v2', async () => {
  Object.assign(responses, { PutLogEvents: [failure('ResourceNotFoundException')] })
  expect((await put(create(), ['x'])).error).toMatchObject({ code: 'ResourceNotFoundException' })
  expect(actions()).toEqual(['PutLogEvents'])
  const refused = await put(create({ endpoint: 'http://127.0.0.1:1' }), ['x'])
  expect(refused.error).toMatchObject({ code: 'ECONNREFUSED' })
})

test('a call ends when its signal aborts', async () => {
  Object.assign(responses, { PutLogEvents: [[0, {}]] })
  const { error } = await put(create({ signal: () => AbortSignal.timeout(50) }), ['x'])
  expect(error?.name).toBe('AbortError')
})

test("explicit keys sign the call; an emulator never receives the machine's keys", async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'machine')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'machine')
  await put(create(), ['x'])
  await put(create({ accessKeyId: 'given', secretAccessKey: 'given' }), ['x'])
  vi.unstubAllEnvs()
  expect(requests[0]?.authorization).toContain('Credential=local/')
  expect(requests[0]?.authorization).toContain('/eu-central-1/logs/aws4_request')
  expect(requests[1]?.authorization).toContain('Credential=given/')
})
