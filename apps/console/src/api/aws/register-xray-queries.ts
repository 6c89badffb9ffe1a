import type { FastifyInstance } from 'fastify'
import type { SegmentReader, SegmentTracePosition } from '../../model/segment-reader.ts'
import { FilterExpressionError } from '../../query/xray/filter-expression-error.ts'
import { segmentDocuments } from '../../query/xray/segment-documents.ts'
import { serviceGraph } from '../../query/xray/service-graph.ts'
import { formatXrayTraceId, parseXrayTraceId } from '../../query/xray/trace-id.ts'
import { searchTraceFacts } from '../../query/xray/trace-summaries.ts'
import { services, traceSummary } from './xray-answers.ts'
import { asBody, type Body, readText, readWindow, XrayQueryError } from './xray-request.ts'

const maxTraceIds = 5
const maxSegments = 20_000
const summariesPerPage = 100
/** The service map is drawn from the newest traces of the range. */
const tracesPerGraph = 2_000

/** The questions of the X-Ray API: GetTraceSummaries, BatchGetTraces, GetServiceGraph (REST-JSON). */
export async function registerXrayQueries(
  app: FastifyInstance,
  reader: SegmentReader,
): Promise<void> {
  app.post('/TraceSummaries', ({ body }) => getTraceSummaries(reader, asBody(body)))
  app.post('/Traces', ({ body }) => batchGetTraces(reader, asBody(body)))
  app.post('/ServiceGraph', ({ body }) => getServiceGraph(reader, asBody(body)))
}

async function getTraceSummaries(reader: SegmentReader, body: Body) {
  const after = readPosition(readText(body, 'NextToken', 512))
  const { traces, tracesProcessed, next } = await refusing(() =>
    searchTraceFacts(reader, {
      ...readWindow(body),
      filterExpression: readText(body, 'FilterExpression', 2_000),
      ...(after && { after }),
      limit: summariesPerPage,
    }),
  )
  return {
    TraceSummaries: traces.map(traceSummary),
    ApproximateTime: Math.floor(Date.now() / 1_000),
    TracesProcessedCount: tracesProcessed,
    ...(next && { NextToken: writePosition(next) }),
  }
}

async function batchGetTraces(reader: SegmentReader, { TraceIds }: Body) {
  if (!Array.isArray(TraceIds) || TraceIds.length === 0 || TraceIds.length > maxTraceIds)
    throw new XrayQueryError(`TraceIds has 1 to ${maxTraceIds} entries`)
  const ids = TraceIds.map((text) => {
    const id = parseXrayTraceId(String(text))
    if (id === undefined) throw new XrayQueryError('Invalid trace id')
    return id
  })
  const rows = await reader.getSegmentsOfTraces(ids, maxSegments)
  const byTrace = Map.groupBy(rows, ({ TraceId }) => TraceId)
  return {
    Traces: [...byTrace].map(([traceId, segments]) => {
      const starts = segments.map(({ Timestamp }) => Number(BigInt(Timestamp) / 1_000n))
      const ends = segments.map(
        ({ Duration }, index) => (starts[index] ?? 0) + Number(Duration) / 1e3,
      )
      return {
        Id: formatXrayTraceId(traceId),
        Duration: (Math.max(...ends) - Math.min(...starts)) / 1e6,
        LimitExceeded: rows.length === maxSegments,
        Segments: segmentDocuments(segments).map((document) => ({
          Id: document.id,
          Document: JSON.stringify(document),
        })),
      }
    }),
    UnprocessedTraceIds: ids.filter((id) => !byTrace.has(id)).map(formatXrayTraceId),
  }
}

async function getServiceGraph(reader: SegmentReader, body: Body) {
  const window = readWindow(body)
  const search = { ...window, filterExpression: '', limit: tracesPerGraph }
  const { traces } = await searchTraceFacts(reader, search)
  const times = { StartTime: body.StartTime, EndTime: body.EndTime }
  const nodes = serviceGraph(traces)
  return {
    ...times,
    Services: services(nodes, Number(body.StartTime), Number(body.EndTime)),
    ContainsOldGroupVersions: false,
  }
}

async function refusing<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof FilterExpressionError)) throw error
    throw new XrayQueryError(`Invalid filter expression: ${error.message}`, { cause: error })
  }
}

function writePosition({ startNano, traceId }: SegmentTracePosition): string {
  return Buffer.from(`${startNano}.${traceId}`).toString('base64url')
}

function readPosition(token: string): SegmentTracePosition | undefined {
  if (token === '') return undefined
  const text = Buffer.from(token, 'base64url').toString()
  const [, startNano, traceId] = /^(\d{1,19})\.([0-9a-f]{32})$/.exec(text) ?? []
  if (startNano === undefined || traceId === undefined)
    throw new XrayQueryError('Invalid NextToken')
  return { startNano, traceId }
}
