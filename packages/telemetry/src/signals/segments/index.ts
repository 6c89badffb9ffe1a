import type { SignalDefinition } from '../signal.ts'
import type { SegmentExporter } from './exporter/segment-exporter.ts'
import { recordSegments } from './record-segments.ts'
import type { RecordedSubsegment } from './recorded-segment.ts'
import { type Segments, startSegments } from './start-segments.ts'
import { queueLimits, type SegmentsConfig, segmentsConfig, segmentsVariables } from './variables.ts'

export { isCaptured } from './native/native-calls.ts'

export const segments: SignalDefinition<
  SegmentsConfig,
  Segments,
  SegmentExporter,
  RecordedSubsegment
> = {
  queueLimits,
  variables: segmentsVariables,
  readConfig: segmentsConfig,
  start: startSegments,
  adviceIfOff: 'Set AWS_XRAY_DAEMON_ADDRESS to send segments.',
  check: async (destination, options, { sampling }) =>
    (await import('./check.ts')).checkSegments(destination, options, sampling),
  testing: {
    list: 'segments',
    matcher: 'toHaveSegment',
    noun: 'segment',
    titleOf: ({ name }) => name,
    flatten: withSubsegments,
    record: recordSegments,
  },
}

function withSubsegments(segment: RecordedSubsegment): RecordedSubsegment[] {
  return [segment, ...(segment.subsegments ?? []).flatMap(withSubsegments)]
}
