// A caller of the service at the URL of the first argument, instrumented by @vercel/otel with its defaults.
import { trace } from '@opentelemetry/api'
import { registerOTel } from '@vercel/otel'

const [url] = process.argv.slice(2)
registerOTel({
  serviceName: 'vercel-shop',
  instrumentationConfig: { fetch: { propagateContextUrls: [url] } },
})
await trace.getTracer('shop').startActiveSpan('checkout', async (span) => {
  span.setAttribute('order.items', 3)
  const response = await fetch(url)
  await response.arrayBuffer()
  process.stdout.write(span.spanContext().traceId)
  span.end()
})
await trace.getTracerProvider().getDelegate?.().forceFlush?.()
await new Promise((resolve) => setTimeout(resolve, 6_000))
