import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openChdb } from '../src/store/engine/chdb.ts'
import { openStore } from '../src/store/open-store.ts'
import { type ConsoleProcess, listening, outcome, spawnConsole } from './support/console-process.ts'
import { keepEverything, tempFolder } from './support/temp-store.ts'

/** The engine takes one at a time: together they need several times as long as a closing console waits. */
const questionCount = 24
let folder: string
let child: ConsoleProcess | undefined

/** Spans of which the attributes take the engine long to look through. */
beforeAll(async () => {
  folder = await tempFolder()
  await (await openStore({ folder, retention: keepEverything })).close()
  const { writer, close } = await openChdb(folder)
  await writer.command({
    query: `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ServiceName, SpanAttributes)
      SELECT now64(9), leftPad(hex(number), 32, '0'), leftPad(hex(number), 16, '0'), 'shop',
        map('text', repeat(hex(number), 1000))
      FROM numbers(30000)`,
  })
  await close()
}, 60_000)
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const tests = Array.from({ length: 40 }, (_none, index) => `text =~ "(a|b|c)+.*x.*${index}$"`)
const longQuestion = `/api/v1/spans/count?${new URLSearchParams({ where: tests.join(' OR ') })}`

/** Starts a console, asks it many questions and waits for the first answer: the engine is at the next. */
async function startAsked(signal?: AbortSignal) {
  const started = spawnConsole(folder)
  child = started
  const { url } = await listening(started)
  const answers = Array.from({ length: questionCount }, () =>
    fetch(url + longQuestion, signal ? { signal } : {}).then(
      async (answer) => (await answer.json()) as { readonly code?: string },
    ),
  )
  const settled = Promise.allSettled(answers)
  await Promise.any(answers)
  return { started, settled }
}

test.each([1, 2, 3])(
  'a signal while the engine answers those that are gone ends with 0, time %i',
  async () => {
    const gone = new AbortController()
    const { started } = await startAsked(gone.signal)
    gone.abort()
    started.kill('SIGTERM')
    expect(await outcome(started)).toEqual({ code: 0, stderr: '' })
  },
)

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a question that takes long is ended by %s and told so',
  async (signal) => {
    const { started, settled } = await startAsked()
    const startMillis = performance.now()
    started.kill(signal)
    expect(await outcome(started)).toEqual({ code: 0, stderr: '' })
    expect(performance.now() - startMillis).toBeLessThan(10_000)
    const answers = await settled
    const codes = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.code] : [],
    )
    expect(codes).toContain('CON_STORE_CLOSING')
    expect(codes.every((code) => code === 'CON_STORE_CLOSING' || code === undefined)).toBe(true)
    // The one that the engine was at is cut off where it cannot be ended in time.
    expect(answers.length - codes.length).toBeLessThanOrEqual(1)
  },
)
