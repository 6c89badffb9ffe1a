import type { FastifyInstance } from 'fastify'
import type { SegmentReader, SegmentTracePosition } from '../../model/segment-reader.ts'
import { callsOf, countCalls } from '../../query/xray/count-calls.ts'
import { FilterExpressionError } from '../../query/xray/filter-expression-error.ts'
import { segmentDocuments } from '../../query/xray/segment-documents.ts'
import { serviceGraph } from '../../query/xray/service-graph.ts'
import { callsOverTime } from '../../query/xray/time-series.ts'
import { formatXrayTraceId } from '../../query/xray/trace-id.ts'
import { readTraceFacts, searchTraceFacts } from '../../query/xray/trace-summaries.ts'
import { histogram, services, summaryStatistics } from './service-graph-answer.ts'
import { traceSummary } from './trace-summary.ts'
import {
  asBody,
  type Body,
  readText,
  readTraceIds,
  readWindow,
  XrayQueryError,
} from './xray-request.ts'

const maxTraceIds = 5
const maxGraphTraceIds = 100
const maxSegments = 20_000
const summariesPerPage = 100
const secondsPerDay = 86_400

/**
 * The questions of the X-Ray API, as REST-JSON: GetTraceSummaries, BatchGetTraces, GetServiceGraph,
 * GetTraceGraph, GetTimeSeriesServiceStatistics.
 */
export async function registerXrayQueries(
  app: FastifyInstance,
  reader: SegmentReader,
): Promise<void> {
  app.post('/TraceSummaries', ({ body }) => getTraceSummaries(reader, asBody(body)))
  app.post('/Traces', ({ body }) => batchGetTraces(reader, asBody(body)))
  app.post('/ServiceGraph', ({ body }) => getServiceGraph(reader, asBody(body)))
  app.post('/TraceGraph', ({ body }) => getTraceGraph(reader, asBody(body)))
  app.post('/TimeSeriesServiceStatistics', ({ body }) => getTimeSeries(reader, asBody(body)))
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

async function batchGetTraces(reader: SegmentReader, body: Body) {
  const ids = readTraceIds(body, maxTraceIds)
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
  const groups = await countCalls(reader, { ...readWindow(body), periodSeconds: secondsPerDay })
  const times = { StartTime: body.StartTime, EndTime: body.EndTime }
  const nodes = serviceGraph(groups)
  return {
    ...times,
    Services: services(nodes, Number(body.StartTime), Number(body.EndTime)),
    ContainsOldGroupVersions: false,
  }
}

async function getTraceGraph(reader: SegmentReader, body: Body) {
  const traces = await readTraceFacts(reader, readTraceIds(body, maxGraphTraceIds))
  const starts = traces.map(({ startNano }) => Number(startNano) / 1e9)
  const ends = traces.map(({ facts }, index) => (starts[index] ?? 0) + facts.durationSeconds)
  return {
    Services: services(serviceGraph(callsOf(traces)), Math.min(...starts), Math.max(...ends)),
  }
}

async function getTimeSeries(reader: SegmentReader, body: Body) {
  const periodSeconds = body.Period ?? 60
  if (periodSeconds !== 60 && periodSeconds !== 300)
    throw new XrayQueryError('Period is 60 or 300 seconds')
  const selector = readText(body, 'EntitySelectorExpression', 500)
  const groups = await countCalls(reader, { ...readWindow(body), periodSeconds })
  const { isEdge, periods } = await refusing(async () => callsOverTime(groups, selector))
  const kind = isEdge ? 'EdgeSummaryStatistics' : 'ServiceSummaryStatistics'
  return {
    TimeSeriesServiceStatistics: periods.map(({ startSeconds, calls }) => ({
      Timestamp: startSeconds,
      [kind]: summaryStatistics(calls),
      ResponseTimeHistogram: histogram(calls),
    })),
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
