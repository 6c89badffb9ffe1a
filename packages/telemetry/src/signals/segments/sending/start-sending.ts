import type { SegmentsConfig } from '../../../config/segments-variables.ts'
import { createLedger } from '../../../delivery/ledger.ts'
import type { Redactor } from '../../../redaction/index.ts'
import { sendToDaemon } from './send-to-daemon.ts'
import type { Sending } from './sending.ts'

export function startSending({ exporter, daemon }: SegmentsConfig, redactor: Redactor): Sending {
  if (exporter.kind === 'daemon' && daemon) return sendToDaemon(daemon.udp, redactor)
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
