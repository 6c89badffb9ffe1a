/**
 * Stubs of packages that `@opentelemetry/sdk-node` and the OTLP transformer (0.301) import and nothing here
 * uses: exporters of logs and metrics, gRPC, Zipkin, Prometheus, B3, configuration from a file. They are
 * about 300 modules that every service would load at start.
 */
function unused(name: string) {
  return function unusedPart(): never {
    throw new Error(`${name} of OpenTelemetry is not part of this project, see docs/adr/0016`)
  }
}

// exporter-*-otlp-http, -grpc and -proto
export const OTLPLogExporter = unused('OTLPLogExporter')
export const OTLPMetricExporter = unused('OTLPMetricExporter')
export const OTLPTraceExporter = unused('OTLPTraceExporter')
export const AggregationTemporalityPreference = {}
// otlp-grpc-exporter-base
export const createEmptyMetadata = unused('createEmptyMetadata')
export const createInsecureCredentials = unused('createInsecureCredentials')
export const createSslCredentials = unused('createSslCredentials')
// exporter-prometheus, exporter-zipkin, propagator-b3
export const PrometheusExporter = unused('PrometheusExporter')
export const ZipkinExporter = unused('ZipkinExporter')
export const B3Propagator = unused('B3Propagator')
export const B3InjectEncoding = {}
// configuration
export const parseConfigFile = unused('parseConfigFile')
export const mergeHeadersConfig = unused('mergeHeadersConfig')
export const mergePropagatorCompositeConfig = unused('mergePropagatorCompositeConfig')
export const mergeResourceAttributesConfig = unused('mergeResourceAttributesConfig')
