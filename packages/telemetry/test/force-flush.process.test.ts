import { expect, it } from 'vitest'
import { startOtlpReceiver } from './support/otlp-receiver.ts'
import { startServiceProcess } from './support/service-process.ts'

it('forceFlush keeps the process alive until the spans are sent, and does not close', async () => {
  const otlp = await startOtlpReceiver()
  const job = await startServiceProcess('flushing-job.ts', {
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    OTEL_METRICS_EXPORTER: 'none',
  })
  expect(await job.ended()).toEqual({ code: 0, signal: null })
  expect(otlp.spans().map(({ name }) => name)).toEqual(['first', 'second'])
  const last = JSON.parse(job.lines.findLast((line) => line.startsWith('{')) ?? '{}')
  expect(last).toMatchObject({ event: 'telemetry.shutdown', droppedTotal: 0 })
  await otlp.close()
})
