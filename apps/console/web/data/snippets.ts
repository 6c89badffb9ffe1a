/** Host and ports of this console. */
export interface Target {
  readonly host: string
  readonly otlp: number
  readonly xray: number
  readonly logs: number
  readonly rollbar: number
}

/** Names that each ecosystem reads; the console accepts any credentials and tokens. */
export function variablesFor({ host, otlp, xray, logs, rollbar }: Target): readonly string[] {
  return [
    'OTEL_SERVICE_NAME=my-service',
    `OTEL_EXPORTER_OTLP_ENDPOINT=http://${host}:${otlp}`,
    'OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
    `AWS_XRAY_DAEMON_ADDRESS=${host}:${xray}`,
    `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS=http://${host}:${logs}`,
    'AWS_REGION=us-east-1',
    'AWS_ACCESS_KEY_ID=local',
    'AWS_SECRET_ACCESS_KEY=local',
    'ROLLBAR_ACCESS_TOKEN=local',
    `ROLLBAR_ENDPOINT=http://${host}:${rollbar}/api/1/item/`,
  ]
}

export type SnippetId = 'node' | 'python' | 'java' | 'go' | 'browser'

interface Snippet {
  readonly id: SnippetId
  readonly label: string
  readonly code: (target: Target) => string
}

const environment = ({ host, otlp }: Target) =>
  [
    'export OTEL_SERVICE_NAME=my-service',
    `export OTEL_EXPORTER_OTLP_ENDPOINT=http://${host}:${otlp}`,
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
  ].join('\n')

export const SNIPPETS: readonly [Snippet, ...Snippet[]] = [
  {
    id: 'node',
    label: 'Node.js',
    code: (target) =>
      `npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node
${environment(target)}
node --import @opentelemetry/auto-instrumentations-node/register app.js`,
  },
  {
    id: 'python',
    label: 'Python',
    code: (target) =>
      `pip install opentelemetry-distro opentelemetry-exporter-otlp-proto-http
opentelemetry-bootstrap -a install
${environment(target)}
opentelemetry-instrument python app.py`,
  },
  {
    id: 'java',
    label: 'Java',
    code: (target) =>
      `curl -LO https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/latest/download/opentelemetry-javaagent.jar
${environment(target)}
java -javaagent:opentelemetry-javaagent.jar -jar app.jar`,
  },
  {
    id: 'go',
    label: 'Go',
    code: ({ host, otlp }) =>
      `// go get go.opentelemetry.io/otel/sdk go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp
exporter, err := otlptracehttp.New(ctx,
	otlptracehttp.WithEndpointURL("http://${host}:${otlp}/v1/traces"))
if err != nil {
	return err
}
provider := trace.NewTracerProvider(
	trace.WithBatcher(exporter),
	trace.WithResource(resource.NewSchemaless(semconv.ServiceName("my-service"))))
otel.SetTracerProvider(provider)
defer provider.Shutdown(ctx)`,
  },
  {
    id: 'browser',
    label: 'Browser',
    code: ({ host, otlp }) =>
      `// npm install @opentelemetry/sdk-trace-web @opentelemetry/exporter-trace-otlp-http @opentelemetry/resources
// Browsers send to their own origin only. In vite.config.js:
//   server: { proxy: { '/v1/traces': 'http://${host}:${otlp}' } }
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web'

new WebTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'my-page' }),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: '/v1/traces' }))],
}).register()`,
  },
]
