import type { LineStream } from '../line-stream.ts'
import type { SignalDefinition } from '../signal.ts'
import type { RecordedLogLine } from './recorded-log-line.ts'
import { type Logs, startLogs } from './start-logs.ts'
import { type LogsConfig, logsConfig, logsVariables, queueLimits } from './variables.ts'

export const logs: SignalDefinition<LogsConfig, Logs, LineStream, RecordedLogLine> = {
  queueLimits,
  variables: logsVariables,
  readConfig: logsConfig,
  start: startLogs,
  adviceIfOff:
    'Lines go to stdout. Set AWS_REGION or TELEMETRY_LOGS_EXPORTER=otlp to send them as well.',
  check: async (destination, options) =>
    (await import('./check.ts')).checkLogs(destination, options),
  testing: {
    list: 'logLines',
    matcher: 'toHaveLogLine',
    noun: 'log line',
    titleOf: ({ msg }) => msg,
    record: () => {
      const records: RecordedLogLine[] = []
      const write = (lines: string) => {
        for (const line of lines.split('\n')) if (line) records.push(JSON.parse(line))
      }
      return { records, backend: { write } }
    },
  },
}
