// node --import @cruddur/telemetry/register examples/error-reports.ts
// Sends to Rollbar when ROLLBAR_ACCESS_TOKEN is set.
import { getTelemetry } from '@cruddur/telemetry'

const { reportError, logger } = getTelemetry()

try {
  JSON.parse('no JSON')
} catch (error) {
  // Errors thrown by a request are reported automatically. Report the errors that you handle.
  const uuid = reportError(error, {
    route: 'GET /api/activities/home',
    person: { id: '17', username: 'worf' },
    custom: { source: 'cache', apiKey: 'redacted before sending' },
  })
  logger.error({ err: error, error_report: uuid }, 'the cache is broken')
}
