import type { SendOutcome } from '../../delivery/batch-sender.ts'

interface ErrorOfSdk extends Error {
  readonly code?: string
  readonly $fault?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> }
}

/**
 * What a failed call means for its batch. Only what names the batch itself as wrong is final: keys
 * are renewed, roles corrected, and throttling ends.
 */
export function outcomeOfError(error: unknown): SendOutcome {
  if (!(error instanceof Error)) return { kind: 'retry', reason: String(error) }
  const { name, message, $response }: ErrorOfSdk = error
  if (/^(InvalidParameter|Validation|Serialization)/.test(name))
    return { kind: 'rejected', reason: `${name}: ${message}` }
  const seconds = Number($response?.headers?.['retry-after'])
  return {
    kind: 'retry',
    reason: reasonOf(error),
    ...(seconds > 0 && { retryAfterMillis: seconds * 1000 }),
  }
}

function reasonOf({ name, message, code, $fault, $metadata }: ErrorOfSdk): string {
  const status = $metadata?.httpStatusCode
  if (name === 'AbortError') return 'no answer in time'
  // Not the service's own words, but a page of a proxy or nothing at all.
  if (status !== undefined && (!$fault || name === 'Unknown'))
    return `HTTP ${status} without a CloudWatch Logs answer`
  return code && code !== name ? message : `${name}: ${message}`
}
