// A caller of the URL of the first argument with the Sentry SDK; OpenTelemetry has the spans. Prints the trace ID of the error.
const { trace } = require('@opentelemetry/api')
const Sentry = require('@sentry/node')

Sentry.init({
  dsn: 'http://key@127.0.0.1:9/1',
  integrations: [Sentry.openTelemetryIntegration()],
  beforeSend(event) {
    const { trace_id, span_id } = event.contexts.trace
    process.stdout.write(JSON.stringify({ trace_id, span_id }))
    return null
  },
})

trace.getTracer('shop').startActiveSpan('checkout', async (span) => {
  const response = await fetch(process.argv[2])
  await response.arrayBuffer()
  Sentry.captureException(new Error('no such item'))
  span.end()
  await Sentry.close()
  process.kill(process.pid, 'SIGTERM')
})
