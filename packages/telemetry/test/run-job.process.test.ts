import { context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runJob } from '../src/run-job.ts'
import { setTelemetry } from '../src/telemetry.ts'
import { withSpan } from '../src/with-span.ts'
import { type Everything, startAll } from './support/start-all.ts'

let all: Everything
beforeAll(async () => {
  all = await startAll()
  setTelemetry(all.telemetry)
})
afterAll(() => all.stop())

const sampledTrace = 'aaaaaaaabbbbbbbbccccccccdddd0099'
const message = (sampled: 0 | 1) => ({
  MessageAttributes: {
    'X-Amzn-Trace-Id': {
      DataType: 'String',
      StringValue: `Root=1-aaaaaaaa-bbbbbbbbccccccccdddd0099;Parent=1111111111111111;Sampled=${sampled}`,
    },
  },
})

async function received(name: string) {
  await all.telemetry.flush()
  const span = all.otlp.spans().findLast((one) => one.name === name)
  return {
    span,
    segment: all.segments().findLast(({ id }) => id === span?.spanId),
    line: all.lines.findLast(({ span_id }) => span_id === span?.spanId),
    item: all.items().findLast((one) => one.custom.span_id === span?.spanId),
  }
}

describe('a job', () => {
  it('has a span, a line and the result of its work', async () => {
    expect(await runJob('count', async () => 3)).toBe(3)
    expect(runJob('count at once', () => 4)).toBe(4)
    const { span, line, item } = await received('count')
    expect(span).toMatchObject({ kind: 'INTERNAL', parentSpanId: '', status: { code: 'UNSET' } })
    expect(line).toMatchObject({
      level: 'info',
      msg: 'job completed',
      job: 'count',
      outcome: 'completed',
      trace_id: span?.traceId,
      duration_ms: expect.any(Number),
    })
    expect(item).toBeUndefined()
  })

  it('continues the trace of a message, with its sampling decision', async () => {
    await runJob('consume', async () => undefined, { carrier: message(1) })
    const sampled = await received('consume')
    expect(sampled.span).toMatchObject({
      kind: 'CONSUMER',
      traceId: sampledTrace,
      parentSpanId: '1111111111111111',
    })
    expect(sampled.segment).toMatchObject({ parent_id: '1111111111111111' })
    await runJob('consume unsampled', async () => undefined, { carrier: message(0) })
    expect((await received('consume unsampled')).segment).toBeUndefined()
  })

  it.each<[string, unknown, string]>([
    ['an error', new TypeError('broke'), 'broke'],
    ['a string', 'just text', 'just text'],
    ['null', null, 'null'],
    ['an object', { reason: 'unknown' }, '{"reason":"unknown"}'],
    ['a frozen error', Object.freeze(new Error('frozen')), 'frozen'],
    [
      'an error without a message',
      Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:5432')]), {
        code: 'ECONNREFUSED',
      }),
      'connect ECONNREFUSED ::1:5432',
    ],
  ])(
    'that throws %s has one trace ID and a useful message in all signals',
    async (title, error, text) => {
      const name = `fails with ${title}`
      const work = () => withSpan('inner', () => Promise.reject(error))
      await expect(runJob(name, work, { carrier: message(1) })).rejects.toBe(error)
      const { span, segment, line, item } = await received(name)
      expect(span).toMatchObject({ status: { code: 'ERROR', message: text } })
      expect(span?.events[0]?.attributes['exception.message']).toBe(text)
      expect(segment?.fault).toBe(true)
      expect(segment?.cause.exceptions[0]?.message).toBe(text)
      expect(line).toMatchObject({ level: 'error', msg: 'job failed', error_report: item?.uuid })
      expect(item.custom).toMatchObject({ trace_id: span?.traceId, job: name })
      const reported = item.body.message?.body ?? item.body.trace_chain[0].exception.message
      expect(reported).toBe(text)
    },
  )

  it('does not belong to the request in which it was scheduled', async () => {
    await withSpan('request', () => runJob('scheduled', async () => undefined))
    const { span } = await received('scheduled')
    expect(span?.parentSpanId).toBe('')
    expect(span?.traceId).not.toBe((await received('request')).span?.traceId)
  })

  it('injects its own IDs into further messages', async () => {
    const next: Record<string, string> = {}
    await runJob('forward', async () => propagation.inject(context.active(), next), {
      carrier: message(1),
    })
    const ids = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, next))
    expect(ids).toMatchObject({
      traceId: sampledTrace,
      spanId: (await received('forward')).span?.spanId,
    })
    expect(next['X-Amzn-Trace-Id']).toContain('Sampled=1')
  })
})

it('an error that is reported inside a span has its IDs', async () => {
  const uuid = await withSpan('reports', async () =>
    all.telemetry.reportError(new Error('handled')),
  )
  const { span, item } = await received('reports')
  expect(item).toMatchObject({ uuid, custom: { trace_id: span?.traceId, span_id: span?.spanId } })
})
