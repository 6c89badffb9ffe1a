import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type CloudWatchService, startCloudWatchService } from './cloudwatch-service.ts'
import { startTestLogs, type TestLogsOptions } from './start-test-logs.ts'

const patient = { timeout: 30_000, interval: 20 }
const soon = () => AbortSignal.timeout(30_000)
let cloudWatch: CloudWatchService
let logs: ReturnType<typeof startTestLogs>

const start = (options?: TestLogsOptions) => {
  logs = startTestLogs(cloudWatch.url, options)
  return logs
}

beforeEach(async () => {
  cloudWatch = await startCloudWatchService()
})

afterEach(async () => {
  await logs.signal.shutdown(AbortSignal.timeout(0))
  await cloudWatch.close()
})

test('a log event is the line of stdout, with the time of the line', async () => {
  const { logger, signal, stdoutLines } = start()
  logger.info({ route: '/' }, 'first')
  logger.warn('second')
  await signal.flush(soon())
  expect(cloudWatch.messages()).toEqual(stdoutLines())
  for (const { timestamp, message } of cloudWatch.batches.flat())
    expect(timestamp).toBe(JSON.parse(message).time)
  expect(signal.ledger()).toEqual({ accepted: 2, sent: 2, queued: 0, dropped: {} })
})

test('log group and log stream are created once, with the retention', async () => {
  const { logger, signal } = start({ cloudWatch: { retentionDays: 30 } })
  for (const text of ['one', 'two', 'three']) {
    logger.info(text)
    await signal.flush(soon())
  }
  expect(cloudWatch.actions()).toEqual([
    'CreateLogGroup',
    'PutRetentionPolicy',
    'CreateLogStream',
    'PutLogEvents',
    'PutLogEvents',
    'PutLogEvents',
  ])
  expect(cloudWatch.calls[1]?.body.retentionInDays).toBe(30)
  const today = new Date().toISOString().slice(0, 7)
  expect(cloudWatch.calls[2]?.body.logStreamName).toContain(`test-service/instance-1/${today}`)
})

test('a deleted log group is created again without losing a line', async () => {
  const { logger, signal } = start()
  logger.info('before')
  await signal.flush(soon())
  cloudWatch.deleteAll()
  logger.info('after')
  await signal.flush(soon())
  expect(cloudWatch.messages().map((line) => JSON.parse(line).msg)).toEqual(['before', 'after'])
  expect(signal.ledger().outage).toBeUndefined()
})

test('batches are at most 1 MiB of UTF-8', async () => {
  const { logger, signal } = start()
  // Each character is one UTF-16 code unit and three bytes in UTF-8.
  for (let line = 0; line < 60; line += 1) logger.info('語'.repeat(20_000))
  await signal.flush(soon())
  const sizes = cloudWatch.batches.map((batch) =>
    batch.reduce((total, { message }) => total + Buffer.byteLength(message) + 26, 0),
  )
  expect(cloudWatch.messages()).toHaveLength(60)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1_048_576)
  // Batches are filled: one more line would not fit.
  expect(sizes[0]).toBeGreaterThan(1_048_576 - 60_200)
  expect(signal.ledger()).toMatchObject({ accepted: 60, sent: 60, dropped: {} })
})

test('a batch has at most 10,000 lines', async () => {
  const { logger, signal } = start({
    config: { intervalMillis: 5000 },
    // Short enough that 10,000 lines are less than 1 MiB.
    service: { name: 't', version: '1' },
  })
  for (let line = 0; line < 10_500; line += 1) logger.info('')
  await signal.flush(soon())
  expect(cloudWatch.batches.map((batch) => batch.length)).toEqual([10_000, 500])
})

test('a line over the limit is truncated to valid JSON with its original size', async () => {
  const { logger, signal, stdoutLines } = start()
  logger.info({ dump: 'é'.repeat(200_000) }, 'large')
  await signal.flush(soon())
  const [message = ''] = cloudWatch.messages()
  expect(Buffer.byteLength(message) + 26).toBeLessThanOrEqual(262_144)
  expect(JSON.parse(message)).toMatchObject({
    msg: 'large',
    service: 'test-service',
    truncated_from_bytes: Buffer.byteLength(`${stdoutLines()[0]}\n`),
  })
})

test('lines more than 24 hours apart are sent in order, in batches of at most 24 hours', async () => {
  const { logger, signal } = start({ config: { intervalMillis: 5000 } })
  const now = Date.now()
  const clock = vi.spyOn(Date, 'now')
  for (const hoursAgo of [30, 1, 50, 0, 2]) {
    clock.mockReturnValue(now - hoursAgo * 3_600_000)
    logger.info(`${hoursAgo}`)
  }
  clock.mockRestore()
  await signal.flush(soon())
  const texts = cloudWatch.batches.map((batch) =>
    batch.map(({ message }) => JSON.parse(message).msg),
  )
  expect(texts).toEqual([
    ['50', '30'],
    ['2', '1', '0'],
  ])
})

test('a steady stream of lines does not delay the first one beyond the interval', async () => {
  const { logger } = start({ config: { intervalMillis: 100 } })
  const trickle = setInterval(() => logger.info('drop'), 20)
  try {
    await vi.waitFor(() => expect(cloudWatch.batches.length).toBeGreaterThan(2), patient)
  } finally {
    clearInterval(trickle)
  }
})

test('the last line is sent without waiting for another one', async () => {
  const { logger } = start()
  logger.info('alone')
  await vi.waitFor(() => expect(cloudWatch.messages()).toHaveLength(1), patient)
})

test('rejected events are counted by reason', async () => {
  const { logger, signal } = start()
  cloudWatch.reject({
    tooOldLogEventEndIndex: 2,
    expiredLogEventEndIndex: 3,
    tooNewLogEventStartIndex: 9,
  })
  for (let line = 0; line < 10; line += 1) logger.info('x')
  await signal.flush(soon())
  expect(signal.ledger()).toEqual({
    accepted: 10,
    sent: 6,
    queued: 0,
    dropped: { out_of_window: 3, rejected: 1 },
  })
})

test('a crashed worker is one failed attempt, and its replacement delivers the batch', async () => {
  const workers: Worker[] = []
  const remember = (worker: Worker) => workers.push(worker)
  process.on('worker', remember)
  const { logger, signal } = start()
  try {
    await cloudWatch.fail('hangs after accept')
    logger.info('survives')
    await vi.waitFor(() => expect(workers).toHaveLength(1), patient)
    // Exceeds the memory limit of the worker, which crashes.
    workers[0]?.postMessage(2 ** 40)
    await vi.waitFor(() => expect(signal.ledger().outage?.reason).toMatch(/worker exited/), patient)
    await cloudWatch.heal()
    await vi.waitFor(() => expect(cloudWatch.messages()).toHaveLength(1), patient)
    expect(workers).toHaveLength(2)
    await vi.waitFor(() => expect(signal.ledger()).toMatchObject({ sent: 1, queued: 0 }), patient)
  } finally {
    process.off('worker', remember)
  }
})
