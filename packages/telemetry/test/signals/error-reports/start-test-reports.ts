import { onTestFinished } from 'vitest'
import { createRedactor } from '../../../src/redaction/index.ts'
import {
  type ErrorReports,
  startErrorReports,
} from '../../../src/signals/error-reports/start-error-reports.ts'

const service = {
  name: 'home-activities',
  version: '1.2.3',
  environment: 'test',
  instanceId: 'instance-1',
  codeVersion: '0a1b2c3',
  attributes: {},
}

/** Starts the error reports signal alone and shuts it down after the test; concurrent tests pass their hook. */
export function startTestReports(
  options: { readonly endpoint?: string; readonly occurrencesPerMinute?: number; off?: string },
  identity: Partial<typeof service> = {},
  onFinished: (clean: () => Promise<void>) => void = onTestFinished,
): ErrorReports {
  const { endpoint = 'http://127.0.0.1:9/api/1/item/', occurrencesPerMinute = 1000, off } = options
  const reports = startErrorReports({
    config: {
      destination:
        off === undefined ? { endpoint, accessToken: 'post-server-item-token' } : { off },
      occurrencesPerMinute,
    },
    service: { ...service, ...identity },
    redactor: createRedactor(),
  })
  onFinished(() => reports.signal.shutdown(AbortSignal.abort()))
  return reports
}
