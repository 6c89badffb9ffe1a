/**
 * Variables of the OpenTelemetry specification, its JavaScript packages and the X-Ray SDK that are not in the
 * schema of this package. docs/environment-variables.md is generated from these tables.
 */

/** Honored by a library, which reads them itself. */
export const variablesOfLibraries: Readonly<Record<string, string>> = {
  OTEL_SEMCONV_STABILITY_OPT_IN: 'by the instrumentations',
  AWS_XRAY_CONTEXT_MISSING: 'by aws-xray-sdk-core',
  AWS_XRAY_MANUAL_MODE: 'as always on; the context comes from OpenTelemetry',
}

const noConfigFile = 'the configuration is the environment'
const ownQueue = 'failed requests are retried until they succeed'
const schemeDecides = 'the scheme of the endpoint decides'
const fixedLogQueue = 'the queue holds 50,000 lines and 9 MB, a request 1,000 lines'
const lineLimit = 'use TELEMETRY_LOGS_MAX_EVENT_BYTES'
const noPrometheus = 'metrics are exported as OTLP'

/** Named once at the start when they are set, with the reason. */
export const ignoredVariables: Readonly<Record<string, string>> = {
  OTEL_CONFIG_FILE: noConfigFile,
  OTEL_EXPERIMENTAL_CONFIG_FILE: noConfigFile,
  OTEL_ENTITIES: 'OTEL_RESOURCE_ATTRIBUTES describes the resource',
  OTEL_PROPAGATORS: 'W3C trace context, baggage and X-Ray headers are always propagated',
  OTEL_BSP_EXPORT_TIMEOUT: ownQueue,
  OTEL_BLRP_SCHEDULE_DELAY: 'use TELEMETRY_LOGS_INTERVAL_MILLIS',
  OTEL_BLRP_EXPORT_TIMEOUT: ownQueue,
  OTEL_BLRP_MAX_QUEUE_SIZE: fixedLogQueue,
  OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: fixedLogQueue,
  OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: lineLimit,
  OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT: lineLimit,
  OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT: 'use OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
  OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT: 'use OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
  OTEL_EXPORTER_OTLP_INSECURE: schemeDecides,
  OTEL_EXPORTER_OTLP_TRACES_INSECURE: schemeDecides,
  OTEL_EXPORTER_OTLP_METRICS_INSECURE: schemeDecides,
  OTEL_EXPORTER_OTLP_SPAN_INSECURE: schemeDecides,
  OTEL_EXPORTER_OTLP_METRIC_INSECURE: schemeDecides,
  OTEL_EXPORTER_OTLP_LOGS_INSECURE: schemeDecides,
  OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'spans are exported as OTLP',
  OTEL_EXPORTER_ZIPKIN_TIMEOUT: 'spans are exported as OTLP',
  OTEL_EXPORTER_PROMETHEUS_HOST: noPrometheus,
  OTEL_EXPORTER_PROMETHEUS_PORT: noPrometheus,
  OTEL_NODE_RESOURCE_DETECTORS: 'detectors are chosen by the platform',
  OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'instrumentations are chosen in code',
  OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'instrumentations are chosen in code',
  OTEL_NODE_EXPERIMENTAL_SDK_METRICS: 'GET /health/telemetry has the delivery counters',
  OTEL_FASTIFY_IGNORE_PATHS: 'use TELEMETRY_UNTRACED_PATHS',
  AWS_XRAY_DEBUG_MODE: 'use LOG_LEVEL',
  AWS_XRAY_LOG_LEVEL: 'use LOG_LEVEL',
  AWS_XRAY_COLLECT_SQL_QUERIES: 'statements are recorded without literals',
  AWS_XRAY_SDK_ENABLED: 'segments are off without AWS_XRAY_DAEMON_ADDRESS',
}

export interface IgnoredVariable {
  readonly name: string
  readonly reason: string
}

/** The variables with a standard prefix that are set and have no effect. */
export function findIgnoredVariables(
  environment: Readonly<Record<string, string | undefined>>,
  schema: object,
): IgnoredVariable[] {
  return Object.entries(environment)
    .filter(([name, value]) => /^(?:OTEL|AWS_XRAY)_/.test(name) && value)
    .filter(([name]) => !Object.hasOwn(schema, name) && !Object.hasOwn(variablesOfLibraries, name))
    .map(([name]) => ({ name, reason: ignoredVariables[name] ?? 'unknown' }))
    .toSorted((first, second) => (first.name < second.name ? -1 : 1))
}
