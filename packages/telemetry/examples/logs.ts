// node --import @cruddur/telemetry/register examples/logs.ts
// Writes to stdout, and to CloudWatch Logs when AWS_REGION is set, or to an OTLP endpoint with TELEMETRY_LOGS_EXPORTER=otlp.
import { getTelemetry, withSpan } from '@cruddur/telemetry'

const { logger } = getTelemetry()

withSpan('count activities', () => {
  // A line inside a span carries its IDs. The token is redacted.
  logger.info({ count: 2, token: 'abc' }, 'activities counted')
})
logger.warn('outside a span')
