import { startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { describeSignal } from '../signal-contract.ts'
import { startTestSpans } from './start-test-spans.ts'

describeSignal({
  name: 'spans',
  start: async () => {
    const otlp = await startOtlpReceiver()
    const { signal, emit } = startTestSpans({ OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url })
    return {
      signal,
      emit,
      received: () => otlp.spans().length,
      breakBackend: () => otlp.fail('503'),
      stop: async () => {
        await signal.shutdown(AbortSignal.abort())
        await otlp.close()
      },
    }
  },
})
