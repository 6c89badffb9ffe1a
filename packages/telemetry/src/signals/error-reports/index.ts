import type { SignalDefinition } from '../signal.ts'
import type { OccurrencePoster } from './post-occurrence.ts'
import type { RecordedErrorReport } from './recorded-error-report.ts'
import { type ErrorReports, startErrorReports } from './start-error-reports.ts'
import {
  type ErrorReportsConfig,
  errorReportsConfig,
  errorReportsVariables,
  queueLimits,
} from './variables.ts'

export const errorReports: SignalDefinition<
  ErrorReportsConfig,
  ErrorReports,
  OccurrencePoster,
  RecordedErrorReport
> = {
  queueLimits,
  variables: errorReportsVariables,
  readConfig: errorReportsConfig,
  start: startErrorReports,
  adviceIfOff: 'Set ROLLBAR_ACCESS_TOKEN to a token of the project with scope post_server_item.',
  check: async (destination, options) =>
    (await import('./check.ts')).checkErrorReports(destination, options),
  testing: {
    list: 'errorReports',
    matcher: 'toHaveErrorReport',
    noun: 'error report',
    titleOf: ({ body }) => body.message?.body ?? body.trace_chain?.[0]?.exception.message,
    record: () => {
      const records: RecordedErrorReport[] = []
      const post: OccurrencePoster['post'] = async (body) => {
        records.push(JSON.parse(new TextDecoder().decode(body)).data)
        return { kind: 'sent' }
      }
      return { records, backend: { post, close: () => undefined } }
    },
  },
}
