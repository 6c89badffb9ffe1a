import type { Receiver } from '../../src/api/contract-admin.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'

/** Environment variables that send the signals of a service to this console. */
export function SendHere({ receivers }: { readonly receivers: readonly Receiver[] }) {
  const at = (name: Receiver['name']) => {
    const port = receivers.find((receiver) => receiver.name === name)?.port
    return `${window.location.hostname}:${port}`
  }
  const lines = [
    `OTEL_EXPORTER_OTLP_ENDPOINT=http://${at('otlp')}`,
    `AWS_XRAY_DAEMON_ADDRESS=${at('xray')}`,
    `AWS_ENDPOINT_URL_CLOUDWATCH_LOGS=http://${at('cloudwatch-logs')}`,
    `ROLLBAR_ENDPOINT=http://${at('rollbar')}/api/1/item/`,
  ]
  return (
    <section>
      <h2>Send here</h2>
      <ScrollRegion className="variables" label="Variables">
        <pre>{lines.join('\n')}</pre>
      </ScrollRegion>
    </section>
  )
}
