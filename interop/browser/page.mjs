// A page instrumented by the OpenTelemetry web SDK and rollbar.js; addresses come from its query.
import { trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { SimpleSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web'
import Rollbar from 'rollbar'

const addresses = Object.fromEntries(new URLSearchParams(location.search))
new WebTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'web-shop' }),
  spanProcessors: [
    new SimpleSpanProcessor(new OTLPTraceExporter({ url: `${addresses.otlp}/v1/traces` })),
  ],
}).register()
registerInstrumentations({
  instrumentations: [
    new FetchInstrumentation({
      propagateTraceHeaderCorsUrls: [new RegExp(`^${addresses.home}/`)],
      ignoreUrls: [/\/v1\/traces|\/api\/1\/item/],
    }),
  ],
})
new Rollbar({
  accessToken: 'local',
  endpoint: `${addresses.console}/api/1/item/`,
  environment: 'browser',
  captureUncaught: true,
})

document.querySelector('#load').addEventListener('click', () => {
  trace.getTracer('page').startActiveSpan('click', async (span) => {
    const response = await fetch(`${addresses.home}/api/activities/home`)
    document.querySelector('#state').textContent =
      `${response.status} ${span.spanContext().traceId}`
    span.end()
  })
})
document.querySelector('#fail').addEventListener('click', () => {
  throw new RangeError('checkout failed in the page')
})
