import { logEventRow } from '../../src/decode/cloudwatch-logs/log-event-row.ts'
import { decodeItem } from '../../src/decode/rollbar/item.ts'
import { decodeSegmentDocument } from '../../src/decode/xray/segment-document.ts'
import type { Store } from '../../src/store/open-store.ts'

/** Of the service `shop`: a log line, a finished segment, one in progress and an item. */
export async function insertSignals({ sink }: Store, instanceId: string): Promise<void> {
  const timestampMillis = Date.now()
  const message = '{"level":"info","service":"shop","version":"2.0.0","msg":"started"}'
  const logStreamName = `shop/${instanceId}/2026-11-22`
  const event = { timestampMillis, message, logStreamName, logGroupName: 'cruddur', eventId: '1' }
  await sink.insert('logs', [logEventRow(event)])
  const seconds = timestampMillis / 1_000
  for (const [id, ends] of [
    ['1', { end_time: seconds + 1 }],
    ['2', { in_progress: true }],
  ] as const) {
    const decoded = decodeSegmentDocument(
      JSON.stringify({
        ...{ trace_id: `1-5f84c7a1-${'0'.repeat(24)}`, id: id.repeat(16), name: 'shop' },
        ...{ start_time: seconds, ...ends },
        metadata: { default: { 'otel.resource.service.instance.id': instanceId } },
      }),
    )
    await sink.insert('segments', 'rows' in decoded ? decoded.rows : [])
  }
  const item = decodeItem(
    {
      ...{ environment: 'test', timestamp: seconds, body: { message: { body: 'failed' } } },
      ...{ custom: { service: 'shop' }, server: { host: 'laptop' } },
      attributes: [{ key: 'service.instance.id', value: instanceId }],
    },
    { receivedAtMillis: timestampMillis, uuid: '1' },
  )
  await sink.insert('errors', 'row' in item ? [item.row] : [])
}
