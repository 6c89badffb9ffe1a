import type { Redactor } from '../../redaction/index.ts'
import { createOffSignal } from '../signal.ts'
import { splitDocument } from './document/split-document.ts'
import { createToDocument } from './document/to-document.ts'
import type { SegmentExporter } from './exporter/segment-exporter.ts'
import type { RecordedSegment } from './recorded-segment.ts'

export function recordSegments(redactor: Redactor): {
  readonly records: RecordedSegment[]
  readonly backend: SegmentExporter
} {
  const records: RecordedSegment[] = []
  const toDocument = createToDocument(redactor)
  return {
    records,
    backend: {
      emit: (segment, options) => {
        const texts = splitDocument(toDocument(segment, options))
        records.push(...texts.map((text) => JSON.parse(text)))
      },
      signal: createOffSignal('segments', 'replaced'),
    },
  }
}
