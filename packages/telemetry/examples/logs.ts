// node --import @cruddur/telemetry/register examples/logs.ts
// Writes to stdout, and to CloudWatch Logs when AWS_REGION is set.
import { getTelemetry, withSpan } from '@cruddur/telemetry'

const { logger } = getTelemetry()

withSpan('count activities', () => {
  // Inside of a span a line carries its ids; the token is redacted.
  logger.info({ count: 2, token: 'abc' }, 'activities counted')
})
logger.warn('outside of any span')
