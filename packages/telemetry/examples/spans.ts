// node --import @cruddur/telemetry/register examples/spans.ts
// Sends to OTEL_EXPORTER_OTLP_ENDPOINT.
import { withSpan } from '@cruddur/telemetry'

const activities = await withSpan(
  'list activities',
  async (span) => {
    // A child span. A thrown error would mark both spans as failed.
    const found = await withSpan('read the store', async () => ['worf', 'garek'])
    span.setAttribute('app.result_length', found.length)
    return found
  },
  { 'app.page': 1 },
)
process.stdout.write(`${activities.length} activities\n`)
