import { flushBuffers } from '../../src/store/buffers.ts'
import { type ConsoleProcess, listening, spawnConsole } from './console-process.ts'
import { withEngine, withStore } from './temp-store.ts'

/** The engine takes one at a time: together they need several times as long as a closing console waits. */
const questionCount = 24

const tests = Array.from({ length: 40 }, (_none, index) => `text =~ "(a|b|c)+.*x.*${index}$"`)
const longQuestion = `/api/v1/spans/count?${new URLSearchParams({ where: tests.join(' OR ') })}`

/** Spans of which the attributes take the engine long to look through. */
export async function leaveSlowSpans(folder: string): Promise<void> {
  await withStore(folder, async () => undefined)
  await withEngine(folder, async ({ writer }) => {
    await writer.command({
      query: `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ServiceName, SpanAttributes)
        SELECT now64(9), leftPad(hex(number), 32, '0'), leftPad(hex(number), 16, '0'), 'shop',
          map('text', repeat(hex(number), 1000))
        FROM numbers(30000)`,
    })
    await flushBuffers(writer)
  })
}

export interface AskedConsole {
  readonly started: ConsoleProcess
  readonly otlpUrl: string
  /** Asks it many questions and waits for the first answer: the engine is at the next. */
  ask(signal?: AbortSignal): Promise<{ readonly settled: ReturnType<typeof settle> }>
}

export async function startAsked(folder: string): Promise<AskedConsole> {
  const started = spawnConsole(folder)
  const { url, otlpUrl } = await listening(started)
  return {
    ...{ started, otlpUrl },
    async ask(signal) {
      const answers = Array.from({ length: questionCount }, () =>
        fetch(url + longQuestion, signal ? { signal } : {}).then(
          async (answer) => (await answer.json()) as { readonly code?: string },
        ),
      )
      const settled = settle(answers)
      await Promise.any(answers)
      return { settled }
    },
  }
}

const settle = (answers: readonly Promise<{ readonly code?: string }>[]) =>
  Promise.allSettled(answers)
