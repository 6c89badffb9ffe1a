import { onTestFinished } from 'vitest'
import type { ErrorReportsConfig } from '../../../src/config/error-reports-variables.ts'
import { createRedactor } from '../../../src/redaction/index.ts'
import { type ErrorReports, startErrorReports } from '../../../src/signals/error-reports/index.ts'

const service = {
  name: 'home-activities',
  version: '1.2.3',
  environment: 'test',
  instanceId: 'instance-1',
  codeVersion: '0a1b2c3',
  attributes: {},
}

/** Starts the error reports signal alone and shuts it down after the test. */
export function startTestReports(
  config: Partial<ErrorReportsConfig>,
  identity: Partial<typeof service> = {},
): ErrorReports {
  const reports = startErrorReports({
    config: {
      accessToken: 'post-server-item-token',
      endpoint: 'http://127.0.0.1:9/api/1/item/',
      occurrencesPerMinute: 1000,
      ...config,
    },
    service: { ...service, ...identity },
    redactor: createRedactor(),
  })
  onTestFinished(() => reports.signal.shutdown(AbortSignal.abort()))
  return reports
}
