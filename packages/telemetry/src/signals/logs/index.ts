export { startLogs } from './start-logs.ts'
export type { LineSink } from './stdout-sink.ts'
