import { readLogs } from '../../apps/console/src/decode/otlp/json/decode-logs.ts'
import { decodeJsonTraces } from '../../apps/console/src/decode/otlp/json/decode-traces.ts'
import { anyTime } from '../../apps/console/src/decode/otlp/record-times.ts'
import { decodeItem } from '../../apps/console/src/decode/rollbar/item.ts'
import { decodeSegmentDocument } from '../../apps/console/src/decode/xray/segment-document.ts'
import { findFindings } from '../../apps/console/src/findings/find-findings.ts'
import type { Finding } from '../../apps/console/src/findings/finding.ts'
import type { TraceInput } from '../../apps/console/src/findings/trace/trace-graph.ts'
import { placeSpans } from '../../apps/console/src/query/span-tree.ts'
import type { PlantedTrace } from './build/planted-trace.ts'

/** The rows that the console decodes from the telemetry of a trace. */
export function receive(trace: PlantedTrace, nowMillis: number): TraceInput {
  const { resourceSpans, resourceLogs, segments, items } = trace
  const traces = decodeJsonTraces(Buffer.from(JSON.stringify({ resourceSpans })))
  const logs = readLogs({ resourceLogs } as never, anyTime())
  const problems = [traces.rejectedBecause, logs.rejectedBecause].filter((text) => text !== '')
  if (problems.length > 0) throw new Error(`${trace.scenario}: ${problems.join(', ')}`)
  return {
    spans: placeSpans(traces.rows),
    logs: logs.rows,
    segments: segments.flatMap((document) => {
      const decoded = decodeSegmentDocument(JSON.stringify(document))
      if ('rows' in decoded) return decoded.rows
      throw new Error(`${trace.scenario}: ${JSON.stringify(decoded)}`)
    }),
    errors: items.map((data) => {
      const decoded = decodeItem(data, { receivedAtMillis: nowMillis, uuid: '1' })
      if ('row' in decoded) return decoded.row
      throw new Error(`${trace.scenario}: ${decoded.problem}`)
    }),
    truncated: false,
  }
}

/** An hour after the trace. */
export function examine(trace: PlantedTrace, nowMillis: number): Finding[] {
  return findFindings(receive(trace, nowMillis), undefined, nowMillis + 3_600_000)
}
