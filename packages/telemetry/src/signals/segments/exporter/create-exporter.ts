import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { isOff } from '../../../config/destination.ts'
import type { SegmentsConfig } from '../../../config/segments-variables.ts'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import type { Redactor } from '../../../redaction/index.ts'
import { createOffSignal } from '../../off-signal.ts'
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
  readonly logGroup?: string | undefined
}

export function createExporter(options: ExporterOptions): SegmentExporter {
  const { config, service, ...shared } = options
  const { destination } = config
  if (isOff(destination)) {
    return { emit: () => undefined, signal: createOffSignal('segments', destination.off) }
  }
  return 'udp' in destination
    ? createDaemonExporter(destination.udp, options.redactor, service.instanceId)
    : createOtlpExporter({ ...shared, destination, logGroup: options.logGroup })
}
