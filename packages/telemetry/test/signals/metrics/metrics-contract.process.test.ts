import { startMetricsReceiver } from '../../support/metrics-receiver.ts'
import { describeSignal } from '../signal-contract.ts'
import { startTestMetrics } from './start-test-metrics.ts'

describeSignal({
  name: 'metrics',
  start: async () => {
    const receiver = await startMetricsReceiver()
    const { signal, meter } = startTestMetrics({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      // Cumulative data points would be exported again by the collection at shutdown.
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
    })
    const counter = meter.createCounter('emitted')
    let series = 0
    return {
      signal,
      emit: () => {
        series += 1
        counter.add(1, { series })
      },
      received: () => receiver.points().length,
      breakBackend: () => receiver.fail('500'),
      stop: async () => {
        await signal.shutdown(AbortSignal.abort())
        await receiver.close()
      },
    }
  },
})
