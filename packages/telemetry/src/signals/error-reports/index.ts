export { installProcessHandlers } from './process-handlers.ts'
export { type ErrorReports, startErrorReports } from './start-error-reports.ts'
