import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { attribute, httpStatus } from '../trace/attribute.ts'
import { isEntry, type SpanNode, type TraceGraph } from '../trace/trace-graph.ts'

interface Failure {
  readonly span: SpanNode | undefined
  readonly text: string
  readonly source: 'line' | 'item'
}

/** Requests that respond with 2xx, or with OK of gRPC, although one of their lines or items is an error. */
export const hiddenError: Detector = (trace) => {
  const failures = new Map<SpanNode, Failure[]>()
  const add = (spanId: string, service: string, text: string, source: 'line' | 'item') => {
    const span = trace.bySpanId.get(spanId)
    const request = span?.span.ServiceName === service ? span.entry : onlyRequestOf(trace, service)
    if (request === undefined || successOf(request) === undefined) return
    failures.set(request, [...(failures.get(request) ?? []).slice(0, 999), { span, text, source }])
  }
  for (const line of trace.logs)
    if (isErrorLine(line)) add(line.SpanId, line.ServiceName, line.Body, 'line')
  for (const item of trace.errors)
    if (/^(?:error|critical)$/i.test(item.Level))
      add(item.SpanId, item.ServiceName, item.Title || item.Message, 'item')

  return [...failures].map(([request, ofRequest]) => {
    const lines = ofRequest.filter(({ source }) => source === 'line').length
    const items = ofRequest.length - lines
    const parts = [
      ...(lines > 0 ? [countOf(lines, 'error line')] : []),
      ...(items > 0 ? [countOf(items, 'item')] : []),
    ]
    const spans = [...new Set([request, ...ofRequest.flatMap(({ span }) => span ?? [])])]
    return findingOf('hidden-error', spans, {
      reason: `${request.span.SpanName} responds with ${successOf(request)} but has ${parts.join(' and ')}: ${(ofRequest[0]?.text ?? '').slice(0, 120)}`,
      advice:
        'If the request failed, respond with an error status. If a fallback succeeded, log a warning instead, so that error rates count real failures.',
      evidence: { status: httpStatus(request.span), lines, items },
    })
  })
}

/** The request of a signal without a span ID, if its service has a single one in the trace. */
function onlyRequestOf({ nodes }: TraceGraph, service: string): SpanNode | undefined {
  const requests = nodes.filter(({ span }) => span.ServiceName === service && isEntry(span))
  return requests.length === 1 ? requests[0] : undefined
}

/** The status of a response that reports success: `200`, or `OK` of gRPC. */
function successOf({ span }: SpanNode): string | undefined {
  if (span.StatusCode === 'Error') return undefined
  const status = httpStatus(span)
  if (status > 0) return status >= 200 && status < 300 ? String(status) : undefined
  const code = attribute(
    span,
    ...['rpc.status_code', 'rpc.response.status_code', 'rpc.grpc.status_code'],
  )
  return code === 'OK' || code === '0' ? 'OK' : undefined
}

function isErrorLine({
  SeverityNumber,
  SeverityText,
}: {
  SeverityNumber: number
  SeverityText: string
}) {
  return SeverityNumber >= 17 || /^(?:error|fatal|critical)$/i.test(SeverityText)
}
