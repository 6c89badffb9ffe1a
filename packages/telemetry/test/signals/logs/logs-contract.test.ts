import { describeSignal } from '../signal-contract.ts'
import { startCloudWatchService } from './cloudwatch-service.ts'
import { startTestLogs } from './start-test-logs.ts'

describeSignal({
  name: 'logs',
  start: async () => {
    const cloudWatch = await startCloudWatchService()
    const { logger, signal } = startTestLogs(cloudWatch.url)
    let emitted = 0
    return {
      signal,
      emit: () => {
        emitted += 1
        logger.info({ emitted }, 'a line')
      },
      received: () => new Set(cloudWatch.messages()).size,
      breakBackend: () => cloudWatch.fail('500'),
      stop: async () => {
        await signal.shutdown(AbortSignal.abort())
        await cloudWatch.close()
      },
    }
  },
})
