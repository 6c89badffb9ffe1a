import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { CloudWatchLogsOptions } from './cloudwatch-logs-options.ts'

const defaultTimeoutMillis = 30_000

interface Client {
  readonly send: CloudWatchLogsClient['send']
  warn(message: string): void
}

/** The SDK's client, made at the first call: loading keys and opening sockets is no work for a constructor. */
export function createClient(options: CloudWatchLogsOptions): Client {
  let client: CloudWatchLogsClient | undefined

  function open(): CloudWatchLogsClient {
    const { region, endpoint } = options
    const credentials = staticCredentials(options) ?? (isEmulator(endpoint) ? anyKeys : undefined)
    return new CloudWatchLogsClient({
      // Whoever calls has a queue and a backoff of their own.
      maxAttempts: 1,
      ...(region && { region }),
      ...(endpoint && { endpoint }),
      ...(credentials && { credentials }),
    })
  }

  const send = (command: Parameters<CloudWatchLogsClient['send']>[0]) => {
    client ??= open()
    // The SDK's own requestTimeout ends with the head of the answer; a body may hang after it.
    const abortSignal = options.signal?.() ?? AbortSignal.timeout(defaultTimeoutMillis)
    return client.send(command, { abortSignal })
  }

  return {
    send: send as CloudWatchLogsClient['send'],
    warn: (message) => process.emitWarning(message, { code: 'CLOUDWATCH_LOGS' }),
  }
}

function staticCredentials({ accessKeyId, secretAccessKey }: CloudWatchLogsOptions) {
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

/** AWS itself answers on https only. */
function isEmulator(endpoint: string | undefined): boolean {
  return endpoint !== undefined && new URL(endpoint).protocol === 'http:'
}

/** Real keys never travel unencrypted, and a laptop without any is not made to search the network for them. */
async function anyKeys() {
  return { accessKeyId: 'local', secretAccessKey: 'local' }
}
