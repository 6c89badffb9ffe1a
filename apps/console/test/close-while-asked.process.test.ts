import { rm } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ConsoleProcess, kill, outcome } from './support/console-process.ts'
import { leaveSlowSpans, startAsked } from './support/slow-questions.ts'
import { storeFolder } from './support/temp-store.ts'

let folder: string
let child: ConsoleProcess | undefined

beforeAll(async () => {
  folder = await storeFolder()
  await leaveSlowSpans(folder)
}, 60_000)
afterEach(() => kill(child))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function ask(signal?: AbortSignal) {
  const { started, ask } = await startAsked(folder)
  child = started
  return { started, ...(await ask(signal)) }
}

test.each([1, 2, 3])(
  'a signal while the engine answers those that are gone ends with 0, time %i',
  async () => {
    const gone = new AbortController()
    const { started } = await ask(gone.signal)
    gone.abort()
    started.kill('SIGTERM')
    expect(await outcome(started)).toEqual({ code: 0, stderr: '' })
  },
)

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a question that takes long is ended by %s and told so',
  async (signal) => {
    const { started, settled } = await ask()
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
