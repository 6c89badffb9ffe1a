import { createLedger } from '../../delivery/ledger.ts'
import type { Redactor } from '../../redaction/index.ts'
import { splitDocument } from './document/split-document.ts'
import { createToDocument } from './document/to-document.ts'
import type { SegmentExporter } from './exporter/segment-exporter.ts'
import type { RecordedSegment } from './recorded-segment.ts'

const done = () => Promise.resolve()

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
      signal: {
        name: 'segments',
        destination: 'memory',
        ledger: createLedger().snapshot,
        flush: done,
        shutdown: done,
      },
    },
  }
}
