import type { SegmentDocument } from './segment-document.ts'

/** The metadata key that the OpenTelemetry Collector's X-Ray exporter uses for this resource attribute. */
const instanceIdKey = 'otel.resource.service.instance.id'

/** Adds the instance ID of the service to the metadata of a document, in place. */
export function addInstanceId(document: SegmentDocument, instanceId: string): SegmentDocument {
  document.metadata ??= {}
  const { metadata } = document
  metadata.default = { ...(metadata.default as object | undefined), [instanceIdKey]: instanceId }
  return document
}
