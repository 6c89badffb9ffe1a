import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { SegmentsConfig } from '../../../config/segments-variables.ts'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import { createLedger } from '../../../delivery/ledger.ts'
import type { Redactor } from '../../../redaction/index.ts'
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
  const { exporter, daemon } = options.config
  const { logGroup, redactor, resource, redactSpan } = options
  if (exporter.kind === 'otlp')
    return createOtlpExporter({ ...exporter, logGroup, redactor, resource, redactSpan })
  if (exporter.kind === 'daemon' && daemon)
    return createDaemonExporter(daemon.udp, redactor, options.service.instanceId)
  return createOffExporter(exporter.kind === 'off' ? exporter.reason : 'no daemon address')
}

function createOffExporter(reason: string): SegmentExporter {
  const done = () => Promise.resolve()
  return {
    emit: () => undefined,
    signal: {
      name: 'segments',
      destination: `off: ${reason}`,
      ledger: createLedger().snapshot,
      flush: done,
      shutdown: done,
    },
  }
}
