import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { CloudWatchLogsOptions } from './cloudwatch-logs-options.ts'

const defaultTimeoutMillis = 30_000

interface Client {
  readonly send: CloudWatchLogsClient['send']
  warn(message: string): void
}

/** Creates the SDK client on the first call, so that the constructor loads no credentials and opens no sockets. */
export function createClient(options: CloudWatchLogsOptions): Client {
  let client: CloudWatchLogsClient | undefined

  function open(): CloudWatchLogsClient {
    const { region, endpoint } = options
    const credentials = staticCredentials(options) ?? (isEmulator(endpoint) ? anyKeys : undefined)
    return new CloudWatchLogsClient({
      // The caller has its own queue and backoff.
      maxAttempts: 1,
      ...(region && { region }),
      ...(endpoint && { endpoint }),
      ...(credentials && { credentials }),
    })
  }

  const send = (command: Parameters<CloudWatchLogsClient['send']>[0]) => {
    client ??= open()
    // The SDK's `requestTimeout` covers only the response headers; a body can still hang.
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

/** AWS endpoints are HTTPS only. */
function isEmulator(endpoint: string | undefined): boolean {
  return endpoint !== undefined && new URL(endpoint).protocol === 'http:'
}

/** Never sends real keys unencrypted, and skips the credential chain's network lookups on a laptop. */
async function anyKeys() {
  return { accessKeyId: 'local', secretAccessKey: 'local' }
}
