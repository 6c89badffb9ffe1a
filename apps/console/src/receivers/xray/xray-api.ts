import type { FastifyInstance } from 'fastify'
import { Type } from '../../contract/schema.ts'
import { type AwsInput, createInputReader, loadInputChecks } from '../../decode/aws-input.ts'
import { decodeSegmentDocument, type TimeWindow } from '../../decode/xray/segment-document.ts'
import type { RowSink } from '../../model/row-sink.ts'
import type { RecordCounts } from '../record-counts.ts'
import type { SamplingService, SamplingStatistics } from './sampling.ts'
import { XrayRequestError } from './xray-request-error.ts'

export interface XrayApiOptions {
  readonly sink: RowSink
  readonly sampling: SamplingService
  readonly counts: RecordCounts
  readonly window: () => TimeWindow
}

/** Limit for several 64 KiB documents escaped into a JSON body. */
export const maxXrayBodyBytes = 8 * 1024 * 1024
const maxDocuments = 1_000
const maxStatistics = 25

/**
 * The operations that SDKs call through the daemon's TCP port, with the responses of the X-Ray service
 * (REST-JSON, always POST).
 */
export function registerXrayApi(app: FastifyInstance, options: XrayApiOptions): void {
  const { sink, sampling, counts, window } = options

  app.addHook('preHandler', async () => loadInputChecks())
  app.post('/GetSamplingRules', () => sampling.rules())
  app.post('/CreateSamplingRule', ({ body }) => sampling.create(body))
  app.post('/UpdateSamplingRule', ({ body }) => sampling.update(body))
  app.post('/DeleteSamplingRule', ({ body }) => sampling.delete(body))
  app.post('/SamplingTargets', (request) =>
    sampling.targets(
      readStatistics(list(request.body, 'SamplingStatisticsDocuments', maxStatistics)),
    ),
  )
  app.post('/TelemetryRecords', (request) => {
    list(request.body, 'TelemetryRecords', maxDocuments)
    return {}
  })
  app.post('/TraceSegments', { bodyLimit: maxXrayBodyBytes }, async (request) => {
    const documents = list(request.body, 'TraceSegmentDocuments', maxDocuments)
    const accepted = window()
    const decoded = documents.map((document) =>
      // `String()` would recurse into nested lists.
      decodeSegmentDocument(typeof document === 'string' ? document : '', accepted),
    )
    const rows = decoded.flatMap((document) => document.rows)
    const unprocessed = decoded.flatMap((document) => document.unprocessed)
    const valid = decoded.filter((document) => document.rows.length > 0).length
    counts.add('received', valid + unprocessed.length)
    for (const { message } of unprocessed) counts.reject(message)
    try {
      if (rows.length > 0) await sink.insert('segments', rows)
    } catch (error) {
      counts.add('dropped', valid)
      throw error
    }
    counts.add('stored', valid)
    return {
      UnprocessedTraceSegments: unprocessed.map(({ id, errorCode, message }) => ({
        ...(id && { Id: id }),
        ErrorCode: errorCode,
        Message: message,
      })),
    }
  })
}

const { required } = createInputReader(({ name, value, keyword, schema }) => {
  if (keyword === 'maxItems' && Array.isArray(value) && 'maxItems' in schema)
    return new XrayRequestError(
      `${name} must have at most ${schema.maxItems} entries (got ${value.length})`,
    )
  const rule = 'description' in schema ? schema.description : 'must be a list'
  return new XrayRequestError(`${name} ${rule}`)
})
const RuleName = Type.String({ maxLength: 32, description: 'must have 1 to 32 characters' })
const ClientID = Type.String({
  ...{ pattern: '^[0-9a-fA-F]{24}$', description: 'must have 24 hex digits' },
})

function list(body: unknown, name: string, maxItems: number): readonly unknown[] {
  const input: AwsInput = {
    [name]: typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined,
  }
  return required(input, name, Type.Array(Type.Unknown(), { maxItems }))
}

function readStatistics(documents: readonly unknown[]): SamplingStatistics[] {
  return documents.map((document) => {
    const input: AwsInput = { ...(typeof document === 'object' ? document : {}) }
    return {
      RuleName: required(input, 'RuleName', RuleName),
      ClientID: required(input, 'ClientID', ClientID),
    }
  })
}
