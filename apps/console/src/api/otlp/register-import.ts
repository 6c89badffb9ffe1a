import { ProblemError } from '@cruddur/fastify-service'
import { Type } from '@cruddur/fastify-service/schema'
import { ImportResult } from '../../contract/admin.ts'
import { changeHeader } from '../../contract/headers.ts'
import { OverloadedError } from '../../model/row-sink.ts'
import { type ApiServer, problems } from '../api-server.ts'

/** Stores a file of OTLP JSON; `undefined` when it is not OTLP JSON. */
export type ImportDocument = (body: Buffer) => Promise<
  | {
      readonly traceIds: readonly string[]
      readonly spanCount: number
      readonly logCount: number
      readonly rejectedCount: number
      readonly rejectedBecause?: string
    }
  | undefined
>

/** As OTLP's own limit of a request. */
const maxFileBytes = 64 * 1024 * 1024
const maxReturnedIds = 100

/** Imports OTLP JSON that an export or another tool wrote. */
export async function registerOtlpImport(
  app: ApiServer,
  importDocument: ImportDocument,
): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    ['application/json', 'application/x-ndjson'],
    { parseAs: 'buffer', bodyLimit: maxFileBytes },
    (_request, body, done) => done(null, body),
  )
  app.post(
    '/api/v1/import',
    {
      schema: {
        summary: 'Import OTLP JSON: one document, or one document per line',
        headers: Type.Object({
          [changeHeader]: Type.Literal('1', { description: 'Required for every change' }),
        }),
        body: Type.Unsafe<unknown>({
          description: 'A document with resourceSpans or resourceLogs',
        }),
        response: { 200: ImportResult, ...problems },
      },
    },
    async ({ body }) => {
      // A request without a body has no content type, so no parser runs.
      const file = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      const imported = await importDocument(file).catch((error: unknown) => {
        if (!(error instanceof OverloadedError)) throw error
        const { code, message: detail, retryAfterSeconds } = error
        throw new ProblemError({ status: 503, code, detail, retryAfterSeconds, cause: error })
      })
      if (imported === undefined)
        throw new ProblemError({
          status: 400,
          code: 'CON_API_IMPORT_INVALID',
          detail:
            'The file is not valid OTLP JSON: it has no readable resourceSpans or resourceLogs',
        })
      return { ...imported, traceIds: imported.traceIds.slice(0, maxReturnedIds) }
    },
  )
}
