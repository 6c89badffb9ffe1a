/**
 * Replaces the packages that `@opentelemetry/sdk-node` imports for exporters, propagators and file
 * configuration that this package does not offer: about 300 modules. The bundler fails
 * when the SDK imports a name that is missing here.
 */
function unused(name: string) {
  return function unusedExport(): never {
    throw new Error(`${name} of OpenTelemetry is not part of @cruddur/telemetry`)
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
