export type { LogsPatience } from './cloudwatch-signal.ts'
export { type Logs, type LogsOptions, startLogs } from './start-logs.ts'
export type { LineSink } from './stdout-sink.ts'
