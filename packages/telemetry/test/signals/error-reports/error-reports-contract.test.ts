import { describeSignal } from '../signal-contract.ts'
import { startRollbarReceiver } from './rollbar-receiver.ts'
import { startTestReports } from './start-test-reports.ts'

describeSignal({
  name: 'errorReports',
  start: async () => {
    const rollbar = await startRollbarReceiver()
    const { report, signal } = startTestReports({ endpoint: rollbar.endpoint })
    let count = 0
    return {
      signal,
      emit: () => {
        count += 1
        report(new Error(`error ${count}`))
      },
      received: () => new Set(rollbar.items.map(({ data }) => data.uuid)).size,
      breakBackend: async () =>
        rollbar.respondWith((response) => void response.writeHead(500).end()),
      stop: () => signal.shutdown(AbortSignal.abort()),
    }
  },
})
