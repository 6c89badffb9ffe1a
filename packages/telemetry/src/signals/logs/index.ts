export { startLogs } from './start-logs.ts'
