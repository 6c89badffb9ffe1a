import { expect, it, vi } from 'vitest'
import type { TelemetryLedger } from '../../../src/telemetry.ts'
import { startBackends } from '../../support/backends.ts'
import { startServiceProcess } from '../../support/service-process.ts'

const slowPoll = { timeout: 30_000, interval: 50 }

it.concurrent.each(['cumulative', 'delta'])(
  'every request is in the metrics after an outage and SIGTERM: %s',
  async (temporality) => {
    const backends = await startBackends()
    const service = await startServiceProcess('third-service.ts', {
      ...backends.environment,
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: temporality,
    })
    const request = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () =>
          fetch(`${service.url}/hello/x`).then((response) => response.text()),
        ),
      )
    const ledger = async () =>
      (await (await fetch(`${service.url}/health/telemetry`)).json()) as TelemetryLedger

    await request(20)
    await backends.otlp.fail('503')
    await vi.waitFor(async () => {
      await request(1)
      expect((await ledger()).metrics.outage).toBeDefined()
    }, slowPoll)
    await request(20)
    const spansOfOutage = (await ledger()).spans.accepted
    await backends.otlp.heal()
    await request(20)
    // Its last measurements are only in the process.
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })

    const { ledger: last }: { ledger: TelemetryLedger } = JSON.parse(service.lines.at(-1) ?? '')
    const counts = backends
      .metricPoints()
      .filter(({ name }) => name === 'http.server.request.duration')
      .map(({ point }) => Number(point.count))
    const measured =
      temporality === 'delta' ? counts.reduce((sum, count) => sum + count, 0) : counts.at(-1)
    expect(last.metrics.dropped).toEqual({})
    expect(measured).toBe(last.spans.accepted)
    expect(measured).toBeGreaterThanOrEqual(spansOfOutage + 20)
    expect(last.metrics.queued).toBe(0)
    await backends.close()
  },
  60_000,
)
