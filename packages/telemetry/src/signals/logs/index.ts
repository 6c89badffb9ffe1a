export { startLogs } from './start-logs.ts'
export type { LineSink, LineStream } from './stdout-sink.ts'
