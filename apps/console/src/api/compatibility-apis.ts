import type { SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import type { TraceReaders } from '../query/get-trace.ts'
import { type AdminOptions, registerAdminRoutes } from './admin.ts'
import { type ApiServer, contractScope } from './api-server.ts'
import { registerOldApi } from './jaeger/register-old-api.ts'
import type { ReadDocument } from './jaeger/register-transform.ts'
import { registerV3Api } from './jaeger/register-v3-api.ts'
import { registerMcp } from './mcp/register-mcp.ts'
import { registerOtlpExport } from './otlp/register-export.ts'
import { type ImportDocument, registerOtlpImport } from './otlp/register-import.ts'

export interface CompatibilityApiOptions extends AdminOptions {
  readonly readers: TraceReaders & { readonly analysis: SpanAnalysisReader }
  readonly importDocument: ImportDocument
  readonly readDocument: ReadDocument
  readonly version: string
  /** Sees each failure that is the console's own. */
  readonly onError: (error: unknown) => void
}

/** The compatibility APIs (Jaeger, MCP, OTLP export and import) and the admin routes. */
export async function registerCompatibilityApis(
  app: ApiServer,
  options: CompatibilityApiOptions,
): Promise<void> {
  const { readers, version, readDocument, onError } = options
  const jaeger = { ...readers, readDocument, onError }
  // Without /jaeger too: some versions of Grafana forget the path of their data source when they search.
  for (const prefix of ['/jaeger/api', '/api']) {
    await app.register(async (scope) => registerOldApi(scope, jaeger), { prefix })
    await app.register(async (scope) => registerV3Api(scope, jaeger), { prefix: `${prefix}/v3` })
  }
  await app.register(async (scope) => registerMcp(scope, { version, onError }))
  await app.register(async (scope) => {
    const api = contractScope(scope)
    registerOtlpExport(api, readers)
    registerAdminRoutes(api, options)
  })
  await app.register(async (scope) =>
    registerOtlpImport(contractScope(scope), options.importDocument),
  )
}
