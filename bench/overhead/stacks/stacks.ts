import type { Backends, Stack } from '../stack.ts'

/** Arguments that load the preload of a stack. */
export const start = (name: string) => [
  '--import',
  new URL(`./${name}.start.ts`, import.meta.url).href,
]
// Loaded before anything else, as in a service.
export const cruddur = [
  '--import',
  import.meta.resolve('@cruddur/telemetry/register'),
  ...start('cruddur'),
]

const otlp = ({ http }: Backends) => ({
  OTEL_SERVICE_NAME: 'bench',
  OTEL_EXPORTER_OTLP_ENDPOINT: http,
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
})
// The SDK's queue of 2,048 spans overflows at these rates; the peers get a larger one.
const largeQueue = () => ({ OTEL_BSP_MAX_QUEUE_SIZE: '200000' })
const xray = ({ xray: address }: Backends) => ({ AWS_XRAY_DAEMON_ADDRESS: address })
const cloudwatch = ({ http }: Backends) => ({
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: http,
  // Overrides OTEL_LOGS_EXPORTER of the peers.
  TELEMETRY_LOGS_EXPORTER: 'cloudwatch',
})
const rollbar = ({ http }: Backends) => ({
  ROLLBAR_ACCESS_TOKEN: 'bench',
  ROLLBAR_ENDPOINT: `${http}/api/1/item/`,
})
const together =
  (...parts: ((backends: Backends) => Record<string, string>)[]) =>
  (backends: Backends) =>
    Object.assign({}, ...parts.map((part) => part(backends)))
const nothing = () => ({})
const metrics = () => ({ OTEL_METRICS_EXPORTER: 'otlp' })
const noSpans = () => ({ OTEL_TRACES_EXPORTER: 'none' })
const tenPercent = () => ({
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
  OTEL_TRACES_SAMPLER_ARG: '0.1',
})
const keep = () => ({ TELEMETRY_KEEP: 'errors,slow' })

export const stacks: readonly Stack[] = [
  {
    name: 'bare',
    title: 'fastify and pino, no telemetry',
    nodeArguments: [],
    environment: nothing,
    delivers: {},
  },
  {
    name: 'fastify-otel-one-span',
    title: '@fastify/otel, one span a request',
    nodeArguments: start('fastify-otel'),
    environment: together(otlp, largeQueue, () => ({ BENCH_ONE_SPAN: '1' })),
    delivers: { traces: 1 },
  },
  {
    name: 'fastify-otel',
    title: '@fastify/otel as it comes',
    nodeArguments: start('fastify-otel'),
    environment: together(otlp, largeQueue),
    delivers: { traces: 1 },
  },
  {
    name: 'textbook',
    title: '@fastify/otel + aws-xray-sdk-core automatic mode',
    nodeArguments: start('textbook'),
    environment: together(otlp, largeQueue, xray),
    delivers: { traces: 1 },
  },
  {
    name: 'dd-trace',
    title: 'dd-trace',
    nodeArguments: ['--import', 'dd-trace/initialize.mjs', ...start('datadog')],
    environment: ({ http }) => ({
      DD_TRACE_AGENT_URL: http,
      DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
      DD_REMOTE_CONFIGURATION_ENABLED: 'false',
      DD_TRACE_STARTUP_LOGS: 'false',
    }),
    delivers: { traces: 1 },
  },
  {
    name: 'elastic',
    title: 'elastic-apm-node',
    nodeArguments: start('elastic'),
    environment: ({ http }) => ({
      ELASTIC_APM_SERVER_URL: http,
      ELASTIC_APM_SERVICE_NAME: 'bench',
      ELASTIC_APM_LOG_LEVEL: 'off',
      ELASTIC_APM_CENTRAL_CONFIG: 'false',
      ELASTIC_APM_CLOUD_PROVIDER: 'none',
      ELASTIC_APM_METRICS_INTERVAL: '0',
      ELASTIC_APM_MAX_QUEUE_SIZE: '100000',
    }),
    delivers: { traces: 1 },
  },
  {
    name: 'sentry',
    title: '@sentry/node',
    nodeArguments: ['--import', '@sentry/node/import', ...start('sentry')],
    environment: ({ http }) => ({
      BENCH_SENTRY_DSN: `${http.replace('http://', 'http://bench@')}/1`,
    }),
    delivers: { traces: 1 },
  },
  {
    name: 'cruddur-spans',
    title: 'Cruddur: spans',
    nodeArguments: cruddur,
    environment: otlp,
    delivers: { traces: 1 },
  },
  {
    name: 'cruddur-segments',
    title: 'Cruddur: + segments at default sampling',
    nodeArguments: cruddur,
    environment: together(otlp, xray),
    delivers: { traces: 1 },
  },
  {
    name: 'cruddur-logs',
    title: 'Cruddur: + logs to CloudWatch',
    nodeArguments: cruddur,
    environment: together(otlp, xray, cloudwatch),
    delivers: { traces: 1, logEvents: 1 },
  },
  {
    name: 'cruddur',
    title: 'Cruddur: all signals but metrics',
    nodeArguments: cruddur,
    environment: together(otlp, xray, cloudwatch, rollbar),
    delivers: { traces: 1, logEvents: 1 },
  },
  {
    name: 'cruddur-metrics',
    title: 'Cruddur: all signals and metrics',
    nodeArguments: cruddur,
    environment: together(otlp, xray, cloudwatch, rollbar, metrics),
    delivers: { traces: 1, logEvents: 1 },
  },
  {
    name: 'cruddur-only-metrics',
    title: 'Cruddur: metrics alone',
    nodeArguments: cruddur,
    environment: together(otlp, metrics, noSpans),
    delivers: {},
  },
  {
    name: 'cruddur-every-segment',
    title: 'Cruddur: all but metrics, every request a segment',
    nodeArguments: cruddur,
    environment: together(otlp, xray, cloudwatch, rollbar),
    sampleEverything: true,
    delivers: { traces: 1, segments: 1, logEvents: 1 },
  },
]

/** Spans at 100% and at 10%, without and with the buffer of TELEMETRY_KEEP. */
export const samplingStacks: readonly Stack[] = [
  ...stacks.filter(({ name }) => name === 'bare' || name === 'cruddur-spans'),
  {
    name: 'cruddur-spans-10',
    title: 'Cruddur: spans at 10%',
    nodeArguments: cruddur,
    environment: together(otlp, tenPercent),
    delivers: {},
  },
  {
    name: 'cruddur-spans-10-keep',
    title: 'Cruddur: spans at 10%, errors and slow requests kept',
    nodeArguments: cruddur,
    environment: together(otlp, tenPercent, keep),
    delivers: {},
  },
]
