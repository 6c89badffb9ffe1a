export { CloudWatchLogs } from './cloudwatch-logs.ts'
export type {
  CloudWatchLogsCalls,
  CloudWatchLogsOptions,
  RejectedEvents,
} from './cloudwatch-logs-options.ts'
export { LogLines } from './log-lines.ts'
