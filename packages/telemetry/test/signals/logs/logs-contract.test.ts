import { startLogsReceiver } from '../../support/logs-receiver.ts'
import { describeSignal } from '../signal-contract.ts'
import { startCloudWatchService } from './cloudwatch-service.ts'
import { otlpTo, startTestLogs } from './start-test-logs.ts'

function withEmit({ logger, signal }: ReturnType<typeof startTestLogs>) {
  let emitted = 0
  const emit = () => {
    emitted += 1
    logger.info({ emitted }, 'a line')
  }
  return { signal, emit }
}

describeSignal({
  name: 'logs',
  start: async () => {
    const cloudWatch = await startCloudWatchService()
    const { signal, emit } = withEmit(startTestLogs(cloudWatch.url))
    return {
      signal,
      emit,
      received: () => new Set(cloudWatch.messages()).size,
      breakBackend: () => cloudWatch.fail('500'),
      stop: async () => {
        await signal.shutdown(AbortSignal.abort())
        await cloudWatch.close()
      },
    }
  },
})

describeSignal({
  name: 'logs',
  start: async () => {
    const otlp = await startLogsReceiver()
    const { signal, emit } = withEmit(startTestLogs(undefined, otlpTo(otlp.url)))
    return {
      signal,
      emit,
      received: () => new Set(otlp.records().map(({ attributes }) => attributes.emitted)).size,
      breakBackend: () => otlp.fail('503'),
      stop: async () => {
        await signal.shutdown(AbortSignal.abort())
        await otlp.close()
      },
    }
  },
})
