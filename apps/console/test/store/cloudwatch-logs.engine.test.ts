import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatEventId } from '../../src/decode/cloudwatch-logs/event-id.ts'
import { logEventRow } from '../../src/decode/cloudwatch-logs/log-event-row.ts'
import type { LogEventQuery } from '../../src/model/log-event-reader.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

const options = { retention: { maxAgeDays: 365, maxBytes: 1e9 } }
const startedAt = Date.now() - 60_000
let folder: string
let store: Store

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-logs-'))
  store = await openStore({ folder, ...options })
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

function event(logStreamName: string, index: number, message: string, logGroupName = 'cruddur') {
  const position = {
    timestampMillis: startedAt + index,
    ingestionTimeMillis: startedAt + 1_000 + index,
  }
  return logEventRow({
    timestampMillis: position.timestampMillis,
    message,
    logGroupName,
    logStreamName,
    eventId: formatEventId(position, index),
  })
}

const id = (index: number) =>
  formatEventId(
    { timestampMillis: startedAt + index, ingestionTimeMillis: startedAt + 1_000 + index },
    index,
  )

async function read(query: Partial<LogEventQuery>) {
  const events = await store.logEvents.readLogEvents({
    logGroupName: 'cruddur',
    startMillis: 0,
    endMillis: 99_999_999_999_999,
    descending: false,
    limit: 100,
    maxBytes: 1_000_000,
    ...query,
  })
  return events.map(({ message }) => message)
}

test('log events are read back as they were put', async () => {
  const line = '{"level":30,"msg":"b","quotes":"\\"\'"}'
  await store.sink.insert('logs', [
    event('two', 2, 'c'),
    event('one', 0, 'a'),
    event('one', 1, line),
    event('one', 3, 'x'.repeat(1_000)),
    event('one', 4, 'elsewhere', 'other'),
  ])
  const long = 'x'.repeat(1_000)
  expect(await read({})).toEqual(['a', line, 'c', long])
  expect(await read({ descending: true, limit: 2 })).toEqual([long, 'c'])
  expect(await read({ logStreamNames: ['two', 'none'] })).toEqual(['c'])
  expect(await read({ logStreamNamePrefix: 'o' })).toEqual(['a', line, long])
  expect(await read({ startMillis: startedAt + 1, endMillis: startedAt + 3 })).toEqual([line, 'c'])
  expect(await read({ afterEventId: id(1) })).toEqual(['c', long])
  expect(await read({ beforeEventId: id(2), descending: true })).toEqual([line, 'a'])
  expect(await read({ maxBytes: 2 })).toEqual(['a', line])
  expect(await read({ descending: true, maxBytes: 1 })).toEqual([long])
  expect(
    await store.logEvents.readLogEvents({
      logGroupName: 'cruddur',
      startMillis: 0,
      endMillis: 99_999_999_999_999,
      descending: false,
      limit: 1,
      maxBytes: 1,
    }),
  ).toEqual([{ eventId: id(0), logStreamName: 'one', timestampMillis: startedAt, message: 'a' }])
})

test('summarizes streams from the rows that arrived since a time', async () => {
  await store.sink.insert('logs', [
    event('one', 0, 'a'),
    event('one', 5, '{"msg":"b"}'),
    event('two', 1, 'c'),
  ])
  expect(await store.logEvents.summarizeLogStreams('cruddur', startedAt + 1_001)).toEqual([
    {
      logStreamName: 'one',
      firstEventMillis: startedAt + 5,
      lastEventMillis: startedAt + 5,
      lastIngestionMillis: startedAt + 1_005,
      storedBytes: 11,
    },
    {
      logStreamName: 'two',
      firstEventMillis: startedAt + 1,
      lastEventMillis: startedAt + 1,
      lastIngestionMillis: startedAt + 1_001,
      storedBytes: 1,
    },
  ])
})

test('the bytes of groups are those of their messages', async () => {
  await store.sink.insert('logs', [
    event('one', 0, 'a'),
    event('two', 5, '{"msg":"ü"}'),
    event('one', 1, 'elsewhere', 'other'),
  ])
  const bytes = await store.logEvents.countStoredBytes(['cruddur', 'other', 'none'])
  expect(Object.fromEntries(bytes)).toEqual({ cruddur: 13, other: 9 })
})

test('groups and streams are kept, the last record of each', async () => {
  const record = {
    LogGroupName: 'cruddur',
    LogStreamName: '',
    CreatedAtMillis: startedAt,
    RetentionDays: 0,
    Deleted: false,
  }
  const one = { ...record, LogStreamName: 'one' }
  await store.logGroups.saveLogGroups([record, one, { ...record, LogStreamName: 'two' }])
  await store.logGroups.saveLogGroups([{ ...record, RetentionDays: 7 }])
  await store.logGroups.saveLogGroups([{ ...record, LogStreamName: 'two', Deleted: true }])
  await store.close()
  store = await openStore({ folder, ...options })
  expect(await store.logGroups.loadLogGroups()).toEqual([{ ...record, RetentionDays: 7 }, one])
})
