import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { startBackends } from './support/backends.ts'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))

/** Runs an example with the command of its first line until it exits. */
async function run(example: string) {
  const backends = await startBackends()
  onTestFinished(backends.close)
  const child = spawn(
    process.execPath,
    [
      '--conditions=cruddur-source',
      '--import',
      '@cruddur/telemetry/register',
      `examples/${example}`,
    ],
    {
      cwd: packageRoot,
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...backends.environment },
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const [code] = await once(child, 'close')
  expect({ code, output }).toMatchObject({ code: 0 })
  return { ...backends, output }
}

test('spans.ts sends a span and its child', async () => {
  const { otlp, output } = await run('spans.ts')
  const [child, parent] = otlp.spans()
  expect(output).toContain('2 activities')
  expect(parent).toMatchObject({
    name: 'list activities',
    attributes: { 'app.page': 1, 'app.result_length': 2 },
  })
  expect(child).toMatchObject({ name: 'read the store', parentSpanId: parent?.spanId })
})

test('segments.ts sends a segment with a subsegment', async () => {
  const { segments } = await run('segments.ts')
  expect(segments()).toMatchObject([
    {
      name: 'under-test',
      http: { request: { method: 'GET' }, response: { status: 200 } },
      subsegments: [
        {
          name: 'user_activities',
          annotations: { count: 2 },
          metadata: { user_activities: { now: expect.any(String) } },
        },
      ],
    },
  ])
})

test('logs.ts writes lines to stdout and CloudWatch Logs, one with the IDs of its span', async () => {
  const { logEvents, otlp, output } = await run('logs.ts')
  const [span] = otlp.spans()
  const counted = {
    msg: 'activities counted',
    count: 2,
    token: '[redacted]',
    trace_id: span?.traceId,
    span_id: span?.spanId,
  }
  expect(logEvents()).toEqual(
    expect.arrayContaining([
      expect.objectContaining(counted),
      expect.objectContaining({ level: 'warn', msg: 'outside a span' }),
    ]),
  )
  expect(output).toContain('"msg":"activities counted"')
})

test('error-reports.ts sends one error report and logs its UUID', async () => {
  const { items, logEvents } = await run('error-reports.ts')
  const [item, ...others] = items()
  expect(others).toEqual([])
  expect(item).toMatchObject({
    context: 'GET /api/activities/home',
    person: { id: '17', username: 'worf' },
    custom: { source: 'cache', apiKey: '[redacted]' },
    body: { trace_chain: [{ exception: { class: 'SyntaxError' } }] },
  })
  expect(logEvents().find(({ msg }) => msg === 'the cache is broken')).toMatchObject({
    error_report: item.uuid,
  })
})

test('jobs.ts sends a span and a line in the trace of the message', async () => {
  const { otlp, logEvents } = await run('jobs.ts')
  const [span] = otlp.spans()
  expect(span).toMatchObject({
    name: 'send mail',
    kind: 'CONSUMER',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
  })
  expect(logEvents().find(({ job }) => job === 'send mail')).toMatchObject({
    msg: 'job completed',
    trace_id: span?.traceId,
  })
})

test('every example has a test in this file', async () => {
  expect(await readdir(`${packageRoot}/examples`)).toEqual([
    'error-reports.ts',
    'jobs.ts',
    'logs.ts',
    'segments.ts',
    'spans.ts',
  ])
})
