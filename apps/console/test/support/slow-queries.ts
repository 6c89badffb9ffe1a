import { flushBuffers } from '../../src/store/buffers.ts'
import { type ConsoleProcess, listening, spawnConsole } from './console-process.ts'
import { withEngine, withStore } from './temp-store.ts'

/** The engine runs two at a time: together they take several times as long as a closing console waits. */
const queryCount = 200

const tests = Array.from({ length: 40 }, (_none, index) => `text =~ "(a|b|c)+.*x.*${index}$"`)
const slowQuery = `/api/v1/spans/count?${new URLSearchParams({ where: tests.join(' OR ') })}`

/** Inserts spans whose attributes are slow to search; one matches, because an empty result needs a second query. */
export async function insertSlowSpans(folder: string, rows = 15_000): Promise<void> {
  await withStore(folder, async () => undefined)
  await withEngine(folder, async ({ writer }) => {
    await writer.command({
      query: `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ServiceName, SpanAttributes)
        SELECT now64(9), leftPad(hex(number), 32, '0'), leftPad(hex(number), 16, '0'), 'shop',
          map('text', if(number = 0, 'ax0', repeat(hex(number), 1000)))
        FROM numbers(${rows})`,
    })
    await flushBuffers(writer)
  })
}

export interface BusyConsole {
  readonly started: ConsoleProcess
  readonly otlpUrl: string
  /** Sends many queries and waits for the first response: the engine runs the next ones. */
  sendQueries(signal?: AbortSignal): Promise<{ readonly settled: ReturnType<typeof settle> }>
}

export async function startBusyConsole(folder: string): Promise<BusyConsole> {
  const started = spawnConsole(folder)
  const { url, otlpUrl } = await listening(started)
  return {
    ...{ started, otlpUrl },
    async sendQueries(signal) {
      const responses = Array.from({ length: queryCount }, () =>
        fetch(url + slowQuery, signal ? { signal } : {}).then(
          async (response) => (await response.json()) as { readonly code?: string },
        ),
      )
      const settled = settle(responses)
      await Promise.any(responses)
      // Connections are accepted in order: the console has received all queries.
      await fetch(url)
      return { settled }
    },
  }
}

const settle = (responses: readonly Promise<{ readonly code?: string }>[]) =>
  Promise.allSettled(responses)
