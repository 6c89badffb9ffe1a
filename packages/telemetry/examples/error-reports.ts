// node --import @cruddur/telemetry/register examples/error-reports.ts
// Sends to Rollbar when ROLLBAR_ACCESS_TOKEN is set.
import { getTelemetry } from '@cruddur/telemetry'

const { reportError, logger } = getTelemetry()

try {
  JSON.parse('no JSON')
} catch (error) {
  // What a request throws is reported by itself; this is for what you deal with on your own.
  const uuid = reportError(error, {
    route: 'GET /api/activities/home',
    person: { id: '17', username: 'worf' },
    custom: { source: 'cache', apiKey: 'redacted before it is sent' },
  })
  logger.error({ err: error, error_report: uuid }, 'the cache is broken')
}
