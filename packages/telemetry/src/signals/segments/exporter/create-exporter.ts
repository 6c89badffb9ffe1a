import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { isOff } from '../../../config/destination.ts'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import type { Redactor } from '../../../redaction/index.ts'
import { createOffSignal } from '../../signal.ts'
import type { SegmentsConfig } from '../variables.ts'
import { createDaemonExporter } from './daemon-exporter.ts'
import { createOtlpExporter } from './otlp-exporter.ts'
import type { SegmentExporter } from './segment-exporter.ts'

export interface ExporterOptions {
  readonly config: SegmentsConfig
  readonly service: ServiceIdentity
  readonly resource: Resource
  readonly redactor: Redactor
  /** Redacts a span in place. */
  readonly redactSpan: (span: ReadableSpan) => void
  readonly logGroup: string | undefined
}

export function createExporter(options: ExporterOptions): SegmentExporter {
  const { service, redactor, ...shared } = options
  const { destination } = options.config
  if (isOff(destination)) {
    return { emit: () => undefined, signal: createOffSignal('segments', destination.off) }
  }
  return 'udp' in destination
    ? createDaemonExporter(destination.udp, redactor, service.instanceId)
    : createOtlpExporter({ ...shared, redactor, destination })
}
