import type { SpanRow } from '../../src/model/span-row.ts'
import type { Store } from '../../src/store/open-store.ts'
import { logRow } from './log-rows.ts'
import { nanosAgo, spanId, spanRow, traceId } from './span-rows.ts'

const startedMillisAgo = 60_000
const at = (millis: number) => nanosAgo(startedMillisAgo - millis)

/** Traces of `home-activities`: 1 and 2 with N+1 queries, 3 with an error behind a 200, 4 without a finding. */
export async function insertFindings({ sink }: Store): Promise<void> {
  const request = (trace: number): SpanRow =>
    spanRow({
      ...{ TraceId: traceId(trace), SpanId: spanId(1), Duration: '900000000' },
      Timestamp: at(trace * 1_000),
      SpanAttributes: {
        'http.request.method': 'GET',
        'http.route': '/api/activities/home',
        'http.response.status_code': '200',
      },
    })
  const query = (trace: number, index: number): SpanRow =>
    spanRow({
      ...{ TraceId: traceId(trace), SpanId: spanId(100 + index), ParentSpanId: spanId(1) },
      ...{ SpanKind: 'Client', SpanName: 'select replies', Duration: '2000000' },
      Timestamp: at(trace * 1_000 + 5 + index * 3),
      SpanAttributes: {
        'db.system.name': 'postgresql',
        'db.query.text': 'SELECT * FROM replies WHERE activity = $1',
      },
    })
  const queries = (trace: number) => Array.from({ length: 10 }, (_, index) => query(trace, index))
  await sink.insert('spans', [...[1, 2, 3, 4].map(request), ...[1, 2].flatMap(queries)])
  await sink.insert('logs', [
    logRow({
      ...{ TraceId: traceId(3), SpanId: spanId(1), Timestamp: at(3_100) },
      ...{ SeverityNumber: 17, SeverityText: 'ERROR', Body: 'the timeline is stale' },
    }),
  ])
}
