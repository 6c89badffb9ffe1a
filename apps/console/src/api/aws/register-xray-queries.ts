import type { FastifyInstance } from 'fastify'
import { Type } from '../../contract/schema.ts'
import { loadInputChecks } from '../../decode/aws-input.ts'
import type { SegmentReader, SegmentTracePosition } from '../../model/segment-reader.ts'
import { createCursor } from '../../query/cursor.ts'
import { callsOf } from '../../query/xray/count-calls.ts'
import { countCallsOfGroup } from '../../query/xray/count-group-calls.ts'
import type { Groups } from '../../query/xray/groups.ts'
import { segmentDocuments } from '../../query/xray/segment-documents.ts'
import { serviceGraph } from '../../query/xray/service-graph.ts'
import { callsOverTime } from '../../query/xray/time-series.ts'
import { formatXrayTraceId } from '../../query/xray/trace-id.ts'
import { readTraceFacts, searchTraceFacts } from '../../query/xray/trace-summaries.ts'
import { readSelector } from './group-request.ts'
import { registerXrayGroups } from './register-xray-groups.ts'
import { histogram, services, summaryStatistics } from './service-graph-result.ts'
import { traceSummary } from './trace-summary.ts'
import { translateErrors } from './translate-errors.ts'
import {
  asBody,
  type Body,
  optional,
  readText,
  readTraceIds,
  readWindow,
  XrayQueryError,
} from './xray-request.ts'

export interface XrayReaders {
  readonly segments: SegmentReader
  readonly groups: Groups
}

const maxTraceIds = 5
const maxGraphTraceIds = 100
const maxSegments = 20_000
const summariesPerPage = 100
const secondsPerDay = 86_400
const cursors = createCursor('segments')
const Period = Type.Integer({ enum: [60, 300], description: 'is 60 or 300 seconds' })

/**
 * The queries of the X-Ray API, as REST-JSON: GetTraceSummaries, BatchGetTraces, GetServiceGraph,
 * GetTraceGraph, GetTimeSeriesServiceStatistics; and its groups.
 */
export async function registerXrayQueries(
  app: FastifyInstance,
  readers: XrayReaders,
): Promise<void> {
  const { segments: reader, groups } = readers
  app.addHook('preHandler', async () => loadInputChecks())
  await registerXrayGroups(app, groups)
  app.post('/TraceSummaries', ({ body }) => getTraceSummaries(readers, asBody(body)))
  app.post('/Traces', ({ body }) => batchGetTraces(reader, asBody(body)))
  app.post('/ServiceGraph', ({ body }) => getServiceGraph(readers, asBody(body)))
  app.post('/TraceGraph', ({ body }) => getTraceGraph(reader, asBody(body)))
  app.post('/TimeSeriesServiceStatistics', ({ body }) => getTimeSeries(readers, asBody(body)))
}

async function getTraceSummaries({ segments, groups }: XrayReaders, body: Body) {
  const after = readPosition(readText(body, 'NextToken', 512))
  const filterExpression = readText(body, 'FilterExpression', 2_000)
  const { traces, tracesProcessed, next } = await translateErrors(async () =>
    searchTraceFacts(segments, {
      // Most expressions name no group, and listing groups costs a query.
      ...(filterExpression.includes('group.') && { groups: await groups.list() }),
      ...readWindow(body),
      filterExpression,
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

async function getServiceGraph(readers: XrayReaders, body: Body) {
  const calls = await countRequestedCalls(readers, body, secondsPerDay)
  const times = { StartTime: body.StartTime, EndTime: body.EndTime }
  const nodes = serviceGraph(calls)
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

async function getTimeSeries(readers: XrayReaders, body: Body) {
  const periodSeconds = optional(body, 'Period', Period) ?? 60
  const selector = readText(body, 'EntitySelectorExpression', 500)
  const calls = await countRequestedCalls(readers, body, periodSeconds)
  const { isEdge, periods } = await translateErrors(async () => callsOverTime(calls, selector))
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

/** Calls of the requested group, or of all services. */
function countRequestedCalls({ segments, groups }: XrayReaders, body: Body, periodSeconds: number) {
  const range = { ...readWindow(body), periodSeconds }
  const selector = readSelector(body)
  return translateErrors(async () => {
    const { filterExpression } =
      selector === undefined ? { filterExpression: '' } : await groups.get(selector)
    return countCallsOfGroup(segments, filterExpression, range)
  })
}

function writePosition({ startNano, traceId }: SegmentTracePosition): string {
  return cursors.write({ nano: startNano, id: traceId })
}

function readPosition(token: string): SegmentTracePosition | undefined {
  if (token === '') return undefined
  try {
    const { nano, id } = cursors.read(token)
    return { startNano: nano, traceId: id }
  } catch (error) {
    throw new XrayQueryError('Invalid NextToken', { cause: error })
  }
}
