import type { SegmentDocument } from './to-document.ts'

/** Where the OpenTelemetry Collector's X-Ray exporter puts this attribute of a resource. */
const runKey = 'otel.resource.service.instance.id'

/** The document with the start of the service that it is of, in its metadata. */
export function nameRun(document: SegmentDocument, instanceId: string): SegmentDocument {
  const { metadata = {} } = document
  const own = { ...(metadata.default as object | undefined), [runKey]: instanceId }
  return { ...document, metadata: { ...metadata, default: own } }
}
