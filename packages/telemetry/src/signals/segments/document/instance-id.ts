import type { SegmentDocument } from './segment-document.ts'

/** The metadata key that the OpenTelemetry Collector's X-Ray exporter uses for this resource attribute. */
const instanceIdKey = 'otel.resource.service.instance.id'

/** Adds the instance ID of the service to the metadata. */
export function addInstanceId(document: SegmentDocument, instanceId: string): SegmentDocument {
  const { metadata = {} } = document
  const own = { ...(metadata.default as object | undefined), [instanceIdKey]: instanceId }
  return { ...document, metadata: { ...metadata, default: own } }
}
