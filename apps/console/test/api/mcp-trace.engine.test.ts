import { rm } from 'node:fs/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { nanosAgo, spanId, spanRow, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'

/** About 4,000 tokens. */
const maxChars = 14_000
const large = traceId(1)
const spanCount = 5_000
let folder: string
let running: Console
const client = new Client({ name: 'test', version: '1' })

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const root = spanRow({
    ...{ TraceId: large, SpanId: spanId(1), Timestamp: nanosAgo(60_000), Duration: '20000000000' },
  })
  const queries = Array.from({ length: spanCount - 1 }, (_, index) =>
    spanRow({
      ...{ TraceId: large, SpanId: spanId(index + 2), ParentSpanId: spanId(1) },
      ...{ SpanKind: 'Client', SpanName: 'select replies', Duration: '2000000' },
      Timestamp: nanosAgo(60_000 - 5 - index * 3),
      StatusCode: index === 7 ? 'Error' : 'Unset',
      SpanAttributes: {
        'db.system.name': 'postgresql',
        'db.query.text': `SELECT * FROM replies WHERE activity = $1 ${'/* comment */'.repeat(500)}`,
      },
    }),
  )
  await running.store.sink.insert('spans', [root, ...queries])
  await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`)))
})
afterAll(async () => {
  await client.close()
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function getTrace(input: Record<string, unknown>) {
  const { content, isError } = await client.callTool({
    ...{ name: 'get_trace', arguments: { traceId: large, ...input } },
  })
  const [part] = content as { text: string }[]
  const text = part?.text ?? ''
  expect(text.length).toBeLessThanOrEqual(maxChars)
  return { isError, body: isError ? text : JSON.parse(text) }
}

test('a trace of 5,000 spans is an overview of about 4,000 tokens', async () => {
  const { body } = await getTrace({})
  expect(body).toMatchObject({
    ...{ spanCount, errorCount: 1 },
    topology: [{ to: 'postgresql', calls: spanCount - 1, errors: 1 }],
    findings: [{ kind: 'n-plus-one-queries' }],
    errorSpans: [{ spanId: spanId(9), status: 'error' }],
  })
  expect(body.criticalPath[0]).toMatchObject({ spanId: spanId(1) })
  expect(body.criticalPath.length).toBeGreaterThan(5)
})

test('pages continue where the last one ended', async () => {
  const first = (await getTrace({})).body
  const second = (await getTrace({ cursor: first.nextCursor })).body
  expect(second.spans[0].startMs).toBeGreaterThan(first.spans.at(-1).startMs)
  expect(second.topology).toBeUndefined()
  expect(second.spans.length).toBeGreaterThan(first.spans.length)
  const last = (await getTrace({ cursor: String(spanCount - 1) })).body
  expect(last).toMatchObject({ spans: [{ name: 'select replies' }] })
  expect(last.nextCursor).toBeUndefined()
})

test('a span has its attributes, long values truncated', async () => {
  const { span } = (await getTrace({ spanId: spanId(9) })).body
  expect(span).toMatchObject({
    ...{ status: 'error', kind: 'Client', parentSpanId: spanId(1) },
    attributes: { 'db.query.text': expect.stringMatching(/^SELECT .*…$/s) },
  })
  for (const input of [{ spanId: 'none' }, { cursor: 'none' }, { cursor: '999999' }])
    expect((await getTrace(input)).isError).toBe(true)
})
