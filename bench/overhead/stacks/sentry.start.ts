import * as Sentry from '@sentry/node'

Sentry.init({
  dsn: process.env.BENCH_SENTRY_DSN,
  tracesSampleRate: 1,
  transportOptions: { bufferSize: 100_000 },
})
globalThis.benchStack = { flush: () => Sentry.close(30_000) }
