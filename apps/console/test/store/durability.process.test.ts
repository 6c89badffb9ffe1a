import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { kill } from '../support/console-process.ts'
import { traceId } from '../support/span-rows.ts'
import { keepEverything, tempFolder } from '../support/temp-store.ts'

const writerPath = fileURLToPath(new URL('../support/endless-writer.ts', import.meta.url))
let folder: string
let writer: ChildProcess | undefined

beforeEach(async () => {
  folder = await tempFolder()
})
afterEach(async () => {
  await kill(writer)
  writer = undefined
  await rm(folder, { recursive: true, force: true })
})

/** Starts a process that writes traces 1, 2, 3, … and prints each number once it is acknowledged. */
function startWriter() {
  const child = spawn(process.execPath, ['--conditions=cruddur-source', writerPath, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  writer = child
  return { child, lines: createInterface({ input: child.stdout }) }
}

const fourStartsMillis = 120_000

test('loses no acknowledged data in repeated kill -9', {
  timeout: fourStartsMillis,
}, async () => {
  let acknowledged = 0
  for (let round = 1; round <= 3; round++) {
    const { child, lines } = startWriter()
    const exited = once(child, 'exit')
    let seen = 0
    for await (const line of lines) {
      acknowledged = Math.max(acknowledged, Number(line))
      if (++seen === 20) child.kill('SIGKILL')
    }
    await exited
  }

  const store = await openStore({ folder, retention: keepEverything })
  try {
    for (let number = 1; number <= acknowledged; number++) {
      expect(await store.reader.getSpans(traceId(number), 10), `trace ${number}`).toHaveLength(1)
      const lines = await store.traceSignals.getLogs([traceId(number)], 10)
      expect(lines, `lines of ${number}`).toHaveLength(1)
    }
  } finally {
    await store.close()
  }
  expect(acknowledged).toBeGreaterThanOrEqual(60)
})

test('refuses a locked folder in one line that names folder and process', async () => {
  const { child, lines } = startWriter()
  await once(lines, 'line')
  const error = await openStore({ folder, retention: keepEverything }).catch((refused) => refused)
  expect(error).toMatchObject({ code: 'CON_STORE_LOCKED' })
  if (process.platform === 'linux')
    expect(error.message).toBe(
      `the data folder ${folder} is in use by process ${child.pid}: stop it, or set CONSOLE_DATA_DIR to another folder`,
    )
})

test('refuses a folder that cannot be created in one line', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(
    openStore({ folder: join(folder, 'file', 'data'), retention: keepEverything }),
  ).rejects.toMatchObject({
    code: 'CON_STORE_NOT_WRITABLE',
    message: expect.stringContaining('set CONSOLE_DATA_DIR to another folder'),
  })
})
