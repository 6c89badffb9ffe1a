export {
  type FatalOrigin,
  installProcessHandlers,
  type ProcessHandlersOptions,
} from './process-handlers.ts'
export {
  type ErrorReports,
  type ErrorReportsOptions,
  startErrorReports,
} from './start-error-reports.ts'
