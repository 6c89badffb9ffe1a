import { randomBytes } from 'node:crypto'
import { appendFile, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LogRecord, openWriteLog, readLog } from '../../src/store/insert/write-log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

const record = (text: string): LogRecord => ({
  ...{ table: 'otel_traces', columns: ['Timestamp', 'TraceId'] },
  lines: Buffer.from(`["${text}"]\n`),
})

async function read(): Promise<string[]> {
  const texts: string[] = []
  for await (const { table, columns, lines } of readLog(folder)) {
    expect([table, ...columns]).toEqual(['otel_traces', 'Timestamp', 'TraceId'])
    texts.push(JSON.parse(lines.toString())[0])
  }
  return texts
}

test('reads records back in order, across files and instances', async () => {
  const first = await openWriteLog(folder)
  await Promise.all([first.append(record('a')), first.append(record('b'))])
  await first.rotate()
  await first.append(record('c'))
  await first.close()
  const second = await openWriteLog(folder)
  await second.append(record('d'))
  await second.close()
  expect(await read()).toEqual(['a', 'b', 'c', 'd'])
})

test('removes the files before a rotation only', async () => {
  const log = await openWriteLog(folder)
  await log.append(record('flushed'))
  const { removeEarlier } = await log.rotate()
  await log.append(record('later'))
  await removeEarlier()
  await log.close()
  expect(await read()).toEqual(['later'])
})

test('ignores a record that was not written completely, and reads the files after it', async () => {
  const log = await openWriteLog(folder)
  await log.append(record('whole'))
  await log.append({ ...record('torn'), lines: randomBytes(1_000) })
  await log.close()
  const [name = ''] = await readdir(folder)
  const bytes = await readFile(join(folder, name))
  for (const length of [bytes.length - 1, bytes.length - 900, bytes.length - 1_005]) {
    await writeFile(join(folder, name), bytes.subarray(0, length))
    expect(await read()).toEqual(['whole'])
  }
  await appendFile(join(folder, name), Buffer.alloc(50, 0xff))
  const next = await openWriteLog(folder)
  await next.append(record('next'))
  await next.close()
  expect(await read()).toEqual(['whole', 'next'])
})

test('writes no file without records', async () => {
  const log = await openWriteLog(folder)
  await (await log.rotate()).removeEarlier()
  await log.close()
  expect(await readdir(folder)).toEqual([])
})

test.skipIf(process.platform !== 'linux')(
  'keeps the records that follow a failed write readable',
  async () => {
    const log = await openWriteLog(folder)
    const first = join(folder, '000000000001.log')
    await symlink('/dev/full', first)
    await expect(log.append(record('no space'))).rejects.toMatchObject({ code: 'ENOSPC' })
    await log.append(record('later'))
    await log.close()
    await rm(first)
    expect(await read()).toEqual(['later'])
  },
)
