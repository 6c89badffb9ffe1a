export { type ErrorReports, startErrorReports } from './start-error-reports.ts'
