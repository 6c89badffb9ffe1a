import { FastifyOtelInstrumentation } from '@fastify/otel'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { NodeSDK } from '@opentelemetry/sdk-node'

const sdk = new NodeSDK({
  traceExporter: new OTLPTraceExporter(),
  instrumentations: [
    new FastifyOtelInstrumentation({
      registerOnInitialization: true,
      ...(process.env.BENCH_ONE_SPAN === '1' && { instrumentHooks: false }),
    }),
  ],
})
sdk.start()
globalThis.benchStack = { flush: () => sdk.shutdown() }
