import { rm } from 'node:fs/promises'
import stringWidth from 'string-width'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderFindings } from '../../src/cli/render/findings.ts'
import type { SpanRow } from '../../src/model/span-row.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { nanosAgo, spanId, spanRow, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'
import { runTraces } from './run-traces.ts'

let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  const attributes = { 'http.request.method': 'GET', 'http.route': '/home' }
  const root = {
    SpanId: spanId(1),
    Timestamp: nanosAgo(60_000),
    Duration: '900000000',
    SpanAttributes: attributes,
  }
  const wait: Partial<SpanRow> = {
    ...{ SpanId: spanId(2), ParentSpanId: spanId(1), SpanName: 'pg-pool.connect' },
    SpanKind: 'Client',
    ...{ Timestamp: nanosAgo(59_900), Duration: '300000000' },
  }
  const deprecated = { ...attributes, 'http.method': '', 'http.url': 'http://a/home' }
  await running.store.sink.insert('spans', [
    spanRow({ ...root, TraceId: traceId(1) }),
    spanRow({ ...wait, TraceId: traceId(1) }),
    spanRow({ ...root, TraceId: traceId(2), ServiceName: 'quiet' }),
    spanRow({ ...root, TraceId: traceId(3), ServiceName: 'old', SpanAttributes: deprecated }),
  ])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const check = (...args: readonly string[]) =>
  runTraces(['check', ...args], { CONSOLE_URL: running.url })

test('findings are printed, and end with exit code 1', async () => {
  const { exitCode, stdout, stderr } = await check()
  expect(exitCode).toBe(1)
  expect(stdout).toContain('warning  Waiting for a pooled connection (pool-wait, 1 trace)')
  expect(stdout).toContain('home-activities · GET /api/activities/home')
  expect(stdout).toContain('300 ms at most')
  expect(stdout).toContain('Deprecated attributes (deprecated-attribute, 1 trace)')
  expect(stderr).toContain('Examined 3 traces (4 spans).')
  expect(stderr).toContain('traces: 1 finding to fix: pool-wait')
})

test('a service without findings, and findings of other kinds, end with exit code 0', async () => {
  expect(await check('--service', 'quiet')).toMatchObject({ exitCode: 0, stdout: '' })
  expect((await check('--fail-on', 'retry-storm,error')).exitCode).toBe(0)
  expect((await check('--service', 'old')).exitCode).toBe(0)
  expect((await check('--service', 'old', '--fail-on', 'info')).exitCode).toBe(1)
})

test('the response is printed as JSON, with the same exit code', async () => {
  const { exitCode, stdout } = await check('--json', '--since', '1h')
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    groups: [{ kind: 'pool-wait' }, { kind: 'deprecated-attribute' }],
  })
})

test('invalid arguments and a console that does not respond end with exit code 2', async () => {
  const unknown = await check('--fail-on', 'n-plus-two')
  expect(unknown).toMatchObject({ exitCode: 2 })
  expect(unknown.stderr).toContain(
    'Unknown kind n-plus-two. Use error, warning, info or n-plus-one-queries',
  )
  expect((await check('--where', 'a = b')).exitCode).toBe(2)
  const unreachable = await runTraces(['check'], { CONSOLE_URL: 'http://127.0.0.1:9' })
  expect(unreachable).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('No console is running'),
  })
})

test('text fits 80 columns', () => {
  const lines = renderFindings(
    [
      {
        ...{ kind: 'n-plus-one-queries', severity: 'warning', service: 'home-activities' },
        ...{
          operation: 'GET /api/activities/home',
          findingCount: 9,
          traceCount: 9,
          lastUnixNano: '1',
        },
        advice: 'Fetch all rows with one query: a join, or a list of keys. '.repeat(3),
        examples: Array.from({ length: 5 }, (_, index) => ({
          ...{ traceId: traceId(index), startUnixNano: '1', spans: [], spanCount: 12 },
          reason:
            '12 equal queries run one after another within 48 ms: select a, b, c from replies',
        })),
      },
    ],
    { columns: 80, paint: (_format, text) => text, print: () => {}, note: () => {} },
  )
  for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80)
})
