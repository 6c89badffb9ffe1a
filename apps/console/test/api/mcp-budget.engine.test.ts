import { rm } from 'node:fs/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maxResultChars } from '../../src/api/mcp/budget.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { logRow } from '../support/log-rows.ts'
import { nanosAgo, spanId, spanRow, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'

const lineCount = 200
let folder: string
let running: Console
const client = new Client({ name: 'test', version: '1' })

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const spans = Array.from({ length: 600 }, (_none, index) =>
    spanRow({
      ...{ TraceId: traceId(1), SpanId: spanId(index + 1), Timestamp: nanosAgo(60_000 - index) },
      ...{
        SpanName: `GET /reports/${'long-name-'.repeat(10)}${index}/quarterly`,
        Duration: '9000000',
      },
      ParentSpanId: index === 0 ? '' : spanId(1),
    }),
  )
  const lines = Array.from({ length: lineCount }, (_none, index) =>
    logRow({
      ...{ Timestamp: nanosAgo(60_000 - index), TraceId: traceId(1), SpanId: spanId(1) },
      Body: `${index} ${'request body '.repeat(250)}`,
    }),
  )
  await running.store.sink.insert('spans', spans)
  await running.store.sink.insert('logs', lines)
  await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`)))
})
afterAll(async () => {
  await client.close()
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function call(name: string, input: Record<string, unknown>) {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: input })
  const [result, note] = content as { text: string }[]
  expect(isError, result?.text).not.toBe(true)
  expect(JSON.parse(result?.text ?? '')).toEqual(structuredContent)
  expect(result?.text.length).toBeLessThanOrEqual(maxResultChars)
  // biome-ignore lint/suspicious/noExplicitAny: results of several tools
  return { body: structuredContent as any, note: note?.text }
}

test.each([
  ['search_logs', { since: '1h', limit: 500 }],
  ['compare_periods', { since: '1h', limit: 500 }],
  ['search_traces', { since: '1h', limit: 500 }],
  ['count_spans', { since: '1h', by: 'name', limit: 50, steps: 300 }],
  ['find_problems', { since: '1h' }],
  ['find_problems_in_trace', { traceId: traceId(1) }],
  ['list_operations', { service: 'home-activities' }],
  ['list_attributes', { since: '1h' }],
])('the result of %s is at most 24,000 characters', async (name, input) => {
  await call(name, input)
})

test('names what was left out of a result', async () => {
  const { body, note } = await call('list_operations', { service: 'home-activities' })
  expect(body.operations.length).toBeLessThan(600)
  expect(note).toMatch(
    /^Shortened to 24000 characters: long texts truncated, \d+ of operations left out\. Use filters/,
  )
})

test('pages of log lines follow each other without a gap', async () => {
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const { body } = await call('search_logs', {
      since: '1h',
      limit: 100,
      ...(cursor && { cursor }),
    })
    seen.push(...body.lines.map((line: { body: string }) => Number.parseInt(line.body, 10)))
    cursor = body.nextCursor
  } while (cursor !== undefined)
  expect(seen).toEqual(Array.from({ length: lineCount }, (_none, index) => lineCount - 1 - index))
})
