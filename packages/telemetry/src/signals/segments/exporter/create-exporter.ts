import type { SegmentsConfig } from '../../../config/segments-variables.ts'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import { createLedger } from '../../../delivery/ledger.ts'
import type { Redactor } from '../../../redaction/index.ts'
import { sendAsOtlp } from './send-as-otlp.ts'
import { sendToDaemon } from './send-to-daemon.ts'
import type { Sending } from './sending.ts'

export interface SendingOptions {
  readonly config: SegmentsConfig
  readonly service: ServiceIdentity
  readonly redactor: Redactor
}

export function startSending({ config, service, redactor }: SendingOptions): Sending {
  const { exporter, daemon } = config
  if (exporter.kind === 'otlp') return sendAsOtlp({ ...exporter, service, redactor })
  if (exporter.kind === 'daemon' && daemon)
    return sendToDaemon(daemon.udp, redactor, service.instanceId)
  return sendNowhere(exporter.kind === 'off' ? exporter.reason : 'no daemon address')
}

function sendNowhere(reason: string): Sending {
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
