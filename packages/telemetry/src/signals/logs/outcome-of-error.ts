import type { SendOutcome } from '../../delivery/batch-sender.ts'

interface ErrorOfSdk extends Error {
  readonly code?: string
  readonly $fault?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> }
}

/**
 * Maps a failed call to an outcome. Only errors about the batch itself are final, because credentials
 * are renewed, roles are corrected and throttling ends.
 */
export function outcomeOfError(error: unknown): SendOutcome {
  if (!(error instanceof Error)) return { kind: 'retry', reason: String(error) }
  const { name, message, $response }: ErrorOfSdk = error
  if (/^(InvalidParameter|Validation|Serialization)/.test(name))
    return { kind: 'rejected', reason: `${name}: ${message}`, isolate: true }
  const seconds = Number($response?.headers?.['retry-after'])
  return {
    kind: 'retry',
    reason: reasonOf(error),
    ...(seconds > 0 && { retryAfterMillis: seconds * 1000 }),
  }
}

function reasonOf({ name, message, code, $fault, $metadata }: ErrorOfSdk): string {
  const status = $metadata?.httpStatusCode
  if (name === 'AbortError') return 'timed out'
  // The response is not from the service, for example a proxy's error page.
  if (status !== undefined && (!$fault || name === 'Unknown'))
    return `HTTP ${status} without a CloudWatch Logs response`
  return code && code !== name ? message : `${name}: ${message}`
}
